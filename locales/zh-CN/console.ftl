### Dates

date = { $year }年{ $month }{ $day }日
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月

## Lists: the last two entries, and what stands before them

list-pair = { $first }和{ $second }
list-more = { $first }、{ $rest }
yes = 是
no = 否

## Sides

jurisdiction-CN = 内地
jurisdiction-HK = 香港
jurisdiction-MO = 澳门
jurisdiction-XX = 外国

## Authorities

authority-cn-spc = 最高人民法院
authority-cn-gd-hpc = 广东省高级人民法院
authority-cn-gz-ic = 广州市中级人民法院
authority-cn-dongguan-ic = 东莞市中级人民法院
authority-cn-nansha = 广州市南沙区人民法院
authority-cn-qianhai = 深圳前海合作区人民法院
authority-cn-hengqin = 横琴粤澳深度合作区人民法院
authority-cn-moj = 司法部
authority-cn-gd-accreditation = 广东大湾区调解员资格评审机构
authority-cn-nansha-mediation = 广州市南沙区调解中心
authority-hk-high-court = 香港特别行政区高等法院
authority-hk-district-court = 香港特别行政区区域法院
authority-hk-labour-tribunal = 香港劳资审裁处
authority-hk-admin-wing = 香港特别行政区政府政务司司长办公室辖下行政署
authority-hk-gba-accreditation = 香港大湾区调解员资格评审机构
authority-hk-mediation-body = 香港调解机构
authority-mo-tui = 澳门特别行政区终审法院
authority-mo-tjb = 澳门特别行政区初级法院
authority-mo-mp = 澳门特别行政区检察院
authority-mo-accreditation = 澳门大湾区调解员资格评审机构
authority-mo-mediation-body = 澳门调解机构
authority-xx-court = 外国法院
authority-xx-central-authority = 外国中央机关

## What people are at their authority

access-role-judge = 法官
access-role-clerk = 书记员
access-role-liaison-officer = 司法协助联络人员
access-role-registrar = 司法常务官
access-role-auditor = 审计人员
access-role-operator = 运行人员
access-role-court-system = 法院业务系统
access-role-timer = 网关自动处理

## States of a matter

state-drafted = 拟稿
state-submitted = 已申请转递
state-sent-back = 退回补正
state-transmitted = 已转递
state-acknowledged = 对方已签收
state-supplement-asked = 要求补充
state-supplied = 已补充
state-accepted = 已受理
state-in-execution = 送达中
state-completed = 送达完毕
state-evidence-in-execution = 取证中
state-evidence-completed = 取证完毕
state-served = 已送达
state-not-served = 未能送达
state-returned = 已退回送达回证
state-closed = 已办结
state-refused = 拒绝协助
state-withdrawn = 已撤回
state-paper-used = 改用纸质方式
state-needs-a-person = 待人工处理

## Docket: what happened in a matter. The day stands beside each entry

docket-drafted = { $authority }拟制委托书
docket-entered = { $authority }开始登记境外来函（纸质）；发件机关：{ $from }
docket-conveyed-dispatched = { $authority }向境外机关寄出（{ $message }）：{ $day }，{ $channel }，{ $by }，编号{ $reference }
docket-conveyed-arrived = { $authority }收到境外机关来件并盖章录入（{ $message }）：{ $day }，{ $channel }，{ $by }，编号{ $reference }
docket-amended = { $authority }修改委托书
docket-file-added = { $authority }将文件归入案卷：{ $name }
docket-file-refused = { $authority }上传的文件被发现含有有害内容，已予删除：{ $name }（{ $finding }）
docket-preflighted = { $authority }在发出前对委托书进行预检
docket-agents-checked = 已核查委托书所列诉讼代理人的授权
agent-good = { $principal }的代理人{ $agent }：授权{ $authorisation }有效
agent-unknown = { $principal }的代理人{ $agent }：本网关未收到授权{ $authorisation }
agent-another-document = { $principal }的代理人{ $agent }：授权{ $authorisation }的文书与委托书所列不同
agent-not-good = { $principal }的代理人{ $agent }：授权{ $authorisation }未经见证、已撤销或已届满
agent-of-others = { $principal }的代理人{ $agent }：授权{ $authorisation }的委托人、受托人或所涉案件不符
docket-check-own = 依本方规则（{ $jurisdiction }）：{ $outcome }
docket-check-advice = 依{ $jurisdiction }公布的规则：{ $outcome }
docket-assessed = 规则审查（{ $stage }）：{ $outcome }
docket-assessment-failed = 规则未能得出结论（{ $fault }），由人员决定
docket-reviewed = { $authority }经人工审查决定：{ $reason }
docket-submitted = { $authority }向{ $to }申请转递委托书
docket-sent-back = { $authority }退回委托书补正：{ $reason }
docket-transmitted = { $authority }在委托书上盖章并转递{ $to }
docket-transmitted-supplement = { $authority }在补充材料上盖章并转递{ $to }
docket-message-queued = { $message }：待送交{ $to }
docket-receipted = { $message }：收到对方签署的回执
docket-quarantined = { $message }：对方未予接收（{ $reason }），由人员处理
docket-message-taken = { $message }：收自{ $from }，已出具回执
docket-received = { $authority }收到{ $from }的委托书
docket-supplement-asked = { $authority }要求补充材料：{ $reason }
docket-supplied = { $authority }已补充材料
docket-accepted = { $authority }受理委托
docket-execution-started = { $authority }交付执行送达：{ $body }
docket-execution-started-evidence = { $authority }交付执行取证：{ $body }
docket-executed-served = 于{ $day }送达受送达人
docket-executed-unserved = 未能送达；最后一次尝试于{ $day }
docket-executed-evidence-taken = 证据已提取，于{ $day }完成
docket-executed-partly-taken = 证据已部分提取，于{ $day }完成
docket-executed-not-taken = 未能取证；最后一次尝试于{ $day }
docket-certificate-returned = { $authority }在送达证明上盖章并送回（{ $result }）
docket-certificate-received = { $authority }收到送达证明（{ $result }）
docket-certificate-returned-evidence = { $authority }在取证结果证明上盖章并送回（{ $result }）
docket-certificate-received-evidence = { $authority }收到取证结果证明（{ $result }）
docket-refused = { $authority }拒绝协助：{ $reason }
docket-withdrawn = { $authority }撤回委托：{ $reason }
docket-paper-used = { $authority }改用纸质方式：{ $reason }
docket-conflict-found = 所收材料与原有结论不一致（{ $conflict }），由法官决定
docket-closed = { $authority }办结
docket-erased = { $authority }清除案件具体信息：{ $reason }
docket-acknowledged = { $authority }已将委托书立案登记，编号{ $number }
docket-accepted-with-remarks = { $authority }受理委托：{ $remarks }
docket-refused-as-outside = { $authority }以不属文件适用范围为由退回委托书：{ $reason }
docket-notice-given = { $authority }通知时间、地点（{ $occasion }）：{ $day }，{ $place }
docket-notice-given-at = { $authority }通知时间、地点（{ $occasion }）：{ $day } { $time }，{ $place }
docket-costs-consulted = { $authority }就费用征询是否继续办理：{ $reason }（预计：{ $estimate }）
docket-costs-answered = { $authority }就费用答复：{ $decision }
docket-reminded = { $authority }催办，询问办理情况：{ $reason }
docket-corrected = { $authority }更正文书（{ $message }）：{ $reason }
docket-handled-opened = { $authority }调阅文件{ $count }件：{ $purpose }
docket-handled-copied = { $authority }将文件复制至另案：{ $purpose }
docket-handled-exported = { $authority }导出文件{ $count }件：{ $purpose }
docket-handled-released = { $authority }批准由恢复人员启封密封文件{ $count }件
docket-taken-over = { $authority }将另案文件连同其标注归入案卷：{ $name }
docket-use-requested = { $authority }请求将证据另作使用（{ $purpose }）：{ $reason }
docket-use-answered = { $authority }就证据另作使用答复：{ $decision }
docket-erasure-asked = { $authority }询问对方是否一并清除其副本（{ $reason }）：{ $instrument }
docket-erasure-answered = { $authority }就清除其副本答复：{ $decision }（{ $reason }）
docket-circumstances-noted = { $authority }记录就该项委托查明的情况
docket-appearance-recorded = { $authority }就前来作证的人员记录：{ $step }，{ $day }
decided-approved = 准许：{ $wish }
decided-declined = 不予准许：{ $wish }
decided-act-declined = 不予执行：{ $act }（{ $reason }）
wish-judicial-officer = 委托方司法人员到场
wish-party = 当事人到场
wish-counsel = 诉讼代理人到场
wish-questions-by-attendee = 到场司法人员提问
wish-special-method = 特殊方式
wish-technical-method = 视频或者音频方式
docket-superseded = { $entry }［已由更正件取代］

## Contradictions

conflict-answers-another-letter = 所答复的并非现行委托书
conflict-served-after-not-served = 认定未送达之后收到已送达的证明
conflict-second-certificate = 第二份送达证明
conflict-supplement-not-asked-for = 未经要求的补充
conflict-withdrawn-after-return = 送达证明送回后撤回
conflict-withdrawn-after-service = 送达之后撤回
conflict-after-the-end = 办结后收到
conflict-out-of-turn = 不合程序次序
conflict-impossible-day = 日期不可能
conflict-second-acknowledgement = 同一委托书有第二个编号
conflict-answer-not-asked-for = 对未曾提出的询问作出答复
conflict-corrects-what-does-not-stand = 所更正的文书不存在或已被取代
conflict-corrected-after-acceptance = 受理之后更正委托书
conflict-corrected-after-closing = 办结之后更正送达证明
conflict-result-corrected = 更正后的送达证明结果相反
conflict-label-of-another-case = 证据标注的案件与委托书所列案件不符
conflict-use-of-what-was-not-given = 请求另作使用的材料并非依本委托书提供
conflict-evidence-of-another-case = 本网关另案证据中有内容相同的文件
conflict-agent-not-authorised = 委托书所列代理人在本网关没有有效的授权

## Messages between the gateways

message-kind-letter = 委托书
message-kind-supplement-request = 补充通知
message-kind-supplement = 补充材料
message-kind-acceptance = 受理通知
message-kind-refusal = 拒绝协助通知
message-kind-certificate = 送达证明
message-kind-certificate-of-taking = 取证结果证明
message-kind-withdrawal = 撤回通知
message-kind-acknowledgement = 收悉登记通知
message-kind-return = 退回委托书通知
message-kind-notice-of-time-and-place = 时间地点通知
message-kind-costs-consultation = 费用征询函
message-kind-costs-answer = 费用答复函
message-kind-reminder = 催办函
message-kind-paper-used = 改用纸质方式通知
message-kind-correction = 更正函
message-kind-use-request = 证据另作使用请求函
message-kind-use-answer = 证据另作使用答复函
message-kind-erasure-request = 询问是否清除副本函
message-kind-erasure-answer = 是否清除副本答复函
gateway-cn = 内地网关
gateway-hk = 香港网关
gateway-mo = 澳门网关

## Time and place, costs, reminders

occasion-execution = 执行委托事项
occasion-hearing = 开庭
costs-agreed = 由委托方负担
costs-declined = 委托方不予负担
use-granted = 同意
use-declined = 不同意
use-open = 尚未答复
other-use = 证据另作使用，{ $purpose }：{ $decision }
purpose-own-case = 用于本案
purpose-case = 用于{ $court }{ $number }一案
purpose-outside = 提供给案外
custody-added = 由{ $who }归入案卷
custody-taken-over = 由{ $who }自{ $matter }复制
custody-received = 自{ $gateway }收到
custody-given = 移交{ $gateway }
custody-confirmed = 对方已签收
custody-not-taken = 对方未予接收
custody-dispatched = 由{ $who }寄往境外：{ $channel }
custody-arrived = 自境外收到：{ $channel }；经手人{ $who }
custody-opened = 由{ $who }调阅，{ $purpose }；许可：{ $permit }
custody-copied = 由{ $who }复制至{ $matter }，{ $purpose }；许可：{ $permit }
custody-copied-into-case = 由{ $who }复制至案件卷宗，{ $purpose }；许可：{ $permit }
custody-exported = 由{ $who }导出，{ $purpose }；许可：{ $permit }
custody-released = 由{ $who }批准交恢复人员启封；许可：{ $permit }
custody-reason = 理由：{ $reason }
custody-handed = 已交{ $who }；许可：{ $permit }；记录第{ $entry }条
custody-unexamined = 该文件来自对方；本网关未对其进行恶意程序扫描。
custody-label = 证据：{ $label }。网关之外，无从限制另作使用。
reminder-due = 应向对方催办。
consultation-open = 已就费用征询，尚未答复。
label-number-over-there = 受委托方编号
label-undispatched = 已盖章、尚未寄出
label-abroad = 境外机关
erased-on = 已于{ $day }清除：{ $reason }
erasure-retention-ended = 保存期限届满
erasure-court-order = 依法院决定
erasure-authority-order = 依履行个人信息保护职责的部门决定
erasure-peer-request = 对方请求并经同意
erasure-decision-granted = 同意，将在该方清除
erasure-decision-declined = 不同意，予以保存
erasure-decision-open = 尚未答复
erasure-asked-of-them = 已于{ $day }询问对方是否清除其副本（{ $reason }）：{ $decision }
erasure-asked-of-us = 对方于{ $day }请求清除本方副本（{ $reason }）：{ $decision }
matter-erased = { $matter }的具体信息已清除（{ $reason }）。日期、代码和摘要仍在记录中。
erasure-approved-once = 已有一人批准清除{ $matter }（{ $reason }），{ $digest }，等待第二人批准。

## Sealed files

document-signed = { $path }：已用{ $key }签名。核验时须提供该密钥名称及名录。
document-verified = { $name }：由{ $authority }以{ $key }签名；{ $digest }
document-refused = { $name }：签名无效：{ $why }（{ $code }）
sealed-key = { $key }，指纹 { $fingerprint }
sealed-person = { $name }（{ $account }），{ $role }，{ $authority }：{ $fingerprint }
sealed-recovery-there = 密封给上列人员的文件，可由该机关两名人员申请恢复。
sealed-recovery-none = 该机关没有恢复密钥：收件人离任后，其文件无法开启。
sealed-item = { $matter } 的 { $item }，{ $size } 字节
sealed-label = 限用于：{ $label }
sealed-for = 收件人 { $account }，{ $authority }：{ $fingerprint }
sealed-recovery = 经 { $authority } 的网关放行后，其两名人员亦可开启
sealed-without-recovery = 不可恢复
sealed-claims-by = 据该文件所载，由 { $account }（{ $authority }）于 { $time } 密封
sealed-claims-scanned = 据密封人所称，密封前已扫描：{ $scanner }，{ $time }
sealed-not-scanned = 未经恶意程序扫描
sealed-recovery-set = 今后密封给贵机关人员的文件，亦密封给 { $key }。
sealed-recovery-approved-once = 一人已批准恢复密钥 { $key }（{ $digest }），尚待第二人批准。
sealed-released = 放行已记录（{ $digest }）。两名人员以 { $path } 和各自的份额开启该文件。
sealed-release-approved-once = 一人已批准放行（{ $digest }），尚待第二人批准。

## Lengths of periods

length-days = { $length }日
length-working-days = { $length }个工作日
length-months = { $length }个月
length-years = { $length }年

## Steps of the arithmetic of a period

step-start = 事件发生于{ $day }，当日不计入
step-start-moved = 适逢休息日，视为发生于{ $day }
step-counted = { $length }：{ $day }
step-short-period = 不超过{ $max-days }日的期间，其中的休息日不计入
step-suspended = { $from }至{ $to }不计入
step-offset = 另加{ $length }：{ $day }
step-rest-day = { $day }为休息日
step-half-day = { $day }为半日办公
step-next-working-day = 顺延至下一工作日：{ $day }
step-provisional-year = { $year }年休息日安排尚未确定
step-incomplete-calendar = { $year }年日历未列全部休息日
step-lunar-new-year-unknown = 日历未载{ $year }年农历新年，司法假期可能有遗漏

## Calendars

calendar-CN = 内地工作日历
calendar-HK-general = 香港公众假日日历
calendar-HK-court = 香港法院办事处办公日历
calendar-MO = 澳门工作日历
day-working = 工作日
day-rest = 休息日
day-half = 半日

## Headings and labels

label-matter = 案件
label-procedure = 程序
label-stage = 阶段
label-state = 状态
label-revision = 版本
label-docket = 案件进程
label-docket-of = 案件进程（{ $authority }）
label-outcome = 审查结果
label-findings = 审查意见
label-satisfied = { $count }项要求已符合
label-conclusions = 结论
label-periods = 期限
label-last-day = 届满日
label-arithmetic = 期间计算
label-citations = 依据
label-requirements = 尚需提交
label-rules = 规则
label-calendar = 日历
label-authority = 机关
label-person = 人员
label-day = 日期
label-documents = 文书
label-place = 位置：{ $place }
label-hint = 处理办法：{ $hint }

# A period, its last day, and what it is counted on.
due-hard = { $period }：{ $day }
due-best-effort = { $period }：{ $day }（应当尽量）

# A conclusion that has a day.
conclusion-dated = { $day }：{ $conclusion }
requirement = { $document }：须以{ $languages }制作，或附译本

## The record

record-verified = { $name }：已验证{ $commits }次提交共{ $entries }条记录，签名检查点位于{ $checkpoint }
record-broken = { $name }：记录在{ $place }处不符（{ $code }）
record-exported = { $name }：已导出{ $entries }条记录；状态摘要{ $state }
record-ended-here = { $name }：本记录在此处已终结，在导入{ $file }之处继续
record-imported = { $name }：已导入{ $entries }条记录；状态摘要{ $state }
record-backed-up = { $name }：已复制并验证{ $entries }条记录；写入文件{ $written }个，未变{ $unchanged }个
record-goes-on = { $name }：记录以{ $log }之名继续，保留尚存的{ $entries }条记录。请将该名称写入 comity.toml 的 log，再启动网关；在其他各网关采用该名录之前，本网关不接收，也不签名。
message-lost = { $gateway }已缺失：{ $subject }的{ $kind }（消息{ $message }，其先前记录第{ $index }条）
messages-lost = 共有{ $count }件消息缺失，须重新送交。
record-restored = { $name }：已恢复并验证{ $entries }条记录。在其他各网关告知其所持内容之前，本网关不作任何签名。
record-copy-verified = { $name }：副本共{ $entries }条记录，连同全部附件数据，验证无误
bundle-written = { $name }：已写入；SHA-256 { $digest }
bundle-verified = { $name }：案件{ $matter }的{ $lines }条记录验证通过，均在{ $gateway }共{ $size }条的记录之内
bundle-signed = 签名、印章和次序均属实的报文：{ $messages }；双方属实的回执：{ $receipts }
bundle-withheld = 具体内容未披露或未全部披露的记录：{ $withheld }；其内容未经核对
bundle-transcripts = 境外机关的{ $count }份文书在境外无人作数字签名：系本方收件机关盖章的录入文本。
bundle-transcript = { $message }：由{ $authority }依{ $papers }份纸质材料录入
checkpoint-cosigned = 检查点由下列网关会签：{ $gateways }
checkpoint-not-cosigned = 检查点未经其他网关会签。
bundle-files = 案件所列文件：{ $named }；随附：{ $enclosed }
bundle-custody = 保管链：{ $items }件材料共{ $steps }条，完整且依序
bundle-custody-not-shown = 保管链未予证明：格式1的卷宗包，或有内容未披露的卷宗包，不能证明文件曾由何人经手。本卷宗包为格式{ $format }。
bundle-replayed = 规则审查：{ $all }；由原发布版重新作出且逐字节相同：{ $same }
bundle-not-replayed = 规则审查：{ $all }；未提供规则发布版（--releases），故未重新作出
bundle-release-missing = 未重新作出：手边没有此规则发布版：{ $release }
bundle-pinned = 名录由您所提供的密钥签署。
bundle-unpinned = 名录以下列密钥为据；您未提供可供比对的密钥（--trust）。请将其SHA-256与您所持者核对：
bundle-broken = { $name }：卷宗包在第{ $place }行不符（{ $code }）：{ $why }
card-valid = { $name }：有效：经{ $body }评审认可，并经联席会议确定
card-suspended = { $name }：资格已由{ $body }暂停
card-revoked = { $name }：资格已由{ $body }撤销，不得恢复
card-expired = { $name }：{ $body }所发凭证已届满
card-cannot-confirm = { $name }：无法确认；{ $body }的签名有效
card-doubt-no-status-list = 核验包中没有该证卡所指的状态名单。
card-doubt-stale-status-list = 状态名单已过期，请取得较新的名单。
card-doubt-not-confirmed = 缺少至少一方在联席会议上的确定。
card-status-as-of = 状态截至{ $time }
card-barred = 不得在下列地区任调解员：{ $regions }
card-disclosed = 所披露内容：{ $text }
card-not-holder = 证卡只证明资格状态，不证明持卡人身份。
card-refused = { $name }：不予接受，位置{ $place }（{ $code }）：{ $why }
card-roll-unpinned = 名录以其自带密钥为据；未提供可供比对的密钥（--trust）。
mediation-state-opened = 已受理，尚未选定调解员
mediation-state-named = 已选定调解员，待披露和同意
mediation-state-appointed = 调解员已确定
mediation-state-under-way = 调解进行中
mediation-state-agreed = 已达成协议，签名中
mediation-state-settled = 已达成调解协议并加盖印章
mediation-state-failed = 调解不成，已终结
mediation-state-withdrawn = 已撤回
mediation-dispute = 纠纷
mediation-body = 调解机构
mediation-party = 当事人{ $number }
mediation-mediator = 调解员
mediation-until = 调解期限至{ $day }
mediation-effective = 自{ $day }生效
mediation-read-notes = 调解中所述内容
mediation-read-agreement = 调解协议文本
confirmation-state-applied = 已申请
confirmation-state-examined = 已审查
confirmation-state-confirmed = 裁定确认，可以申请强制执行
confirmation-state-refused = 裁定驳回申请
confirmation-state-withdrawn = 已撤回
confirmation-court = 受理法院
confirmation-judge = 审判员
confirmation-until = 申请期限至{ $day }
confirmation-rule-by = 应于{ $day }前审结（自全体当事人的申请到齐之日起三十日）
confirmation-ground-not-joint = 非各方当事人共同申请
confirmation-ground-out-of-time = 超过法定期限申请
confirmation-ground-no-jurisdiction = 不属于本院管辖
confirmation-ground-not-by-a-body = 非经依法设立的调解组织调解
confirmation-ground-not-civil = 不属于民事案件，或者依法不能确认
confirmation-ground-paper-missing = 材料欠缺，或者没有中文本
confirmation-ground-unlawful = 违反法律强制性规定
confirmation-ground-not-voluntary = 违背自愿原则
confirmation-ground-harms-others = 损害国家利益、社会公共利益或者他人合法权益
confirmation-ground-against-public-order = 违背公序良俗
confirmation-ground-unclear = 内容不明确
mediator-state-applied = 已申请
mediator-state-assessed = 已评审
mediator-state-rejected = 不予认可
mediator-state-accredited = 已获本地资格，尚待确认
mediator-state-confirmed = 已确认为大湾区调解员
mediator-state-suspended = 资格暂停
mediator-state-expired = 资格届满
mediator-state-revoked = 资格已撤销
mediator-state-withdrawn = 已自行退出
mediator-standing-valid = { $subject }：{ $day }由{ $body }认可并经确认
mediator-standing-suspended = { $subject }：{ $day }被{ $body }暂停资格
mediator-standing-revoked = { $subject }：截至{ $day }资格已被{ $body }撤销
mediator-standing-expired = { $subject }：{ $day }时{ $body }所授资格已届满
mediator-standing-not-accredited = { $subject }：{ $day }尚未获{ $body }认可
mediator-standing-cannot-confirm = { $subject }：由{ $body }认可；{ $day }的资格状态无法确认
mediator-selectable = 可在{ $region }获委任。
mediator-not-selectable = 不可在{ $region }获委任：
mediator-reason-not-accredited = 该日尚未获认可
mediator-reason-suspended = 资格暂停中
mediator-reason-revoked = 资格已撤销
mediator-reason-expired = 资格已届满
mediator-reason-no-status-list = 尚未收到该机构载有此证卡的状态名单
mediator-reason-stale-status-list = 此后未再收到该机构的消息
mediator-reason-not-confirmed = 尚未经联席会议确认，或者同一编号由两个机构编配
mediator-reason-barred-here = 在本法域被限制执业
mediator-reason-status-too-old = 资格状态已逾一小时，不得据以委任
mediator-reason-feed-forked = 该机构的网关签署了两份互相矛盾的记录
mediator-reason-feed-gap = 该机构网关发布的部分内容尚未收到
mediator-reason-feed-silent = 该机构的网关已静默一小时
mediator-approved-once = 一人已批准（{ $digest }），尚待第二人批准。
mediator-number = 名册编号：{ $number }
mediator-until = 资格有效至{ $day }
mediator-list-witnessed = 最新状态名单在本网关记录中的存证状态：{ $how }
mediator-rules-say = 规则结论：{ $outcome }
mediator-barred = 已限制在本法域执业。
mediator-bar-lifted = 已解除在本法域的执业限制。
record-rebuilding = 正在依记录重建视图
label-certificate-witnessed = 送达证明的存证状态
witnessing-published = 已公布：另外两个网关均已会签
witnessing-witnessed-once = 一方见证：另有一个网关已会签
witnessing-not-witnessed = 尚无其他网关见证

## The demonstration

demo-title = 委托书送出，送达证明送回
demo-gateways = 三个网关已启动：{ $gateways }
demo-draft = { $authority }向{ $to }拟制委托书
demo-preflight = 发出前，先以{ $jurisdiction }公布的规则预检
demo-correct = { $authority }补正：附译本并补足份数
demo-restart = 委托书在途，{ $gateway }停机后重新启动
demo-delivered = 委托书仅送达一次，回执已到
demo-clock = 今日：{ $day }
demo-in-time = 送达证明于{ $day }送回，期限至{ $last-day }届满
demo-evidence-by-video = { $authority }请求以视频方式询问证人；受委托机关：{ $to }
demo-evidence-of-bank = { $authority }请求取得银行的两份指明文件；受委托机关：{ $to }
demo-accreditation = { $authority }认可一名调解员：一次认可，大湾区通用
demo-confirmation = 联席会议确认：三地分别离线签署
demo-suspension = { $authority }经两人决定暂停其资格；南沙与澳门即时不再接受委任
demo-card = 两机构以本方网关提供的核验包核验其证卡；核验本身无需网关
demo-refused-after = 第二人决定后{ $milliseconds }毫秒，南沙与澳门均已显示暂停
demo-appointed = 南沙与澳门聘任该调解员
demo-mediation = { $authority }调解一宗纠纷，达成协议并加盖电子印章
demo-judicial-confirmation = { $authority }裁定确认调解协议
demo-jurors = { $authority }的人民陪审员名单：港澳陪审员八名
demo-draw = { $authority }经三方网关抽取四名陪审员
demo-silent = { $gateway }封定后、揭示前不再应答
demo-packet = 核验抽取的卷宗包
demo-second-reading = 另一语言编写的第二个程序得出相同的合议庭
demo-no-second-reading = 本机没有 Python：第二个程序未运行
demo-bundles = 双方的案卷包在不经网关的情况下核验
demo-records = 验证双方记录
demo-try-next = 接下来可以试试
demo-running = 网关继续运行，按 Ctrl-C 停止

## The book of the law

law-book = 法律规则
law-book-intro = 三法域规则组件所适用的全部规则，与其条文并列。可信程度表示对条文的理解有多可靠；条文未作规定之处，由规则发布方的设置决定。本页由组件自身生成，并非人工撰写。
law-book-article = 条文
law-book-confidence = 可信程度
law-book-says = 可作出的意见
law-book-switches = 设置
law-book-sides = 法域
law-book-settings = 设置
law-book-silent = 条文未规定或未核实
law-book-number = { $number }
law-book-values = 取值（发布方未设定时取首项）

## How sure the reading of a text is

confidence-text = 已阅条文
confidence-secondary = 据二手资料
confidence-knowledge = 属一般知识，未见条文
confidence-policy = 条文未规定时的处理
confidence-uncertain = 有疑问，或与其他条文冲突

## Calendars

calendar-imported = { $calendar } { $year }：休息日 { $rest } 天，调休上班日 { $working } 天，半日 { $half } 天。载有该年度的规则版本生效后方予适用。

## Replay of the record

replayed = 已重新作出 { $assessments } 项审查：{ $same } 项相同，{ $changed } 项不同；{ $missing } 项无法重新作出。
replayed-change = { $change }：{ $assessments } 项审查，涉及 { $matters } 件协助案件、{ $cases } 件本地法院案件

## The roll

roll-version = 名录第{ $version }版，{ $digest }
roll-term = 作成于{ $issued }，有效至{ $expires }
roll-key-is-revoked = { $key }：自{ $since }起吊销
roll-key-is-suspended = { $key }：暂停至{ $until }
roll-waiting = 等待采用：第{ $version }版，{ $digest }
roll-of-peer = { $gateway }：第{ $version }版
roll-signed-by-all = 应签署的各方均已签署。
roll-not-signed-by = 尚未签署：{ $gateways }
roll-adopted = 第{ $version }版已生效：{ $digest }
roll-approved-once = 已有一人批准第{ $version }版（{ $digest }），等待第二人批准。
notice-taken = { $key }：通告已生效。
notice-no-change = { $key }：该通告未引起变更。
key-written = 密钥{ $key }已写入{ $path }，仅限网关读取。
file-written = 已写入：{ $path }
roll-change-gateway-added = 新增网关
roll-change-gateway-altered = 网关的地址、名称或信任根变更
roll-change-gateway-removed = 网关退出
roll-change-record-succeeded = 某网关的记录因条目缺失而以另一名称继续
roll-change-authority-added = 新增机关
roll-change-authority-altered = 机关信息变更
roll-change-authority-removed = 机关退出
roll-change-key-added = 新增密钥
roll-change-key-succeeded = 新增后继密钥，与旧密钥并存
roll-change-key-term-altered = 密钥的签署期限变更
roll-change-key-revoked = 密钥被吊销
roll-change-key-suspended = 密钥被暂停，或暂停有变更
roll-change-expiry-altered = 名录的有效期变更

## Uploads

upload-goes-on = { $name }：由第 { $offset } 字节继续，共 { $length } 字节
upload-taken = 已归入案卷：{ $name }，{ $sha256 }；扫描未发现有害内容。
upload-taken-unexamined = 已归入案卷：{ $name }，{ $sha256 }；本网关不设有害内容扫描。
upload-held = 已完整接收：{ $name }，{ $sha256 }；经扫描检查后归入案卷。
upload-held-scanner-silent = 已完整接收：{ $name }，{ $sha256 }；扫描程序没有应答，文件待检。
upload-held-scanner-limits = 已完整接收：{ $name }，{ $sha256 }；超出扫描程序的检查范围，文件待检。
upload-held-scanner-fails = 已完整接收：{ $name }，{ $sha256 }；扫描程序报错，文件待检。
draw-verified = { $name }：抽取{ $draw }核验属实；{ $court }，{ $case }，{ $day }开庭
draw-pool = 可供抽取人数：{ $pool }；事先排除人数（均附理由）：{ $excluded }
draw-secrets = 以下网关提供了随机数：{ $gateways }
draw-seat = 席位{ $seat }：{ $person }
draw-seat-promoted = 席位{ $seat }：{ $person }（候补递补）；原抽中{ $drawn }，已回避
draw-seat-empty = 席位{ $seat }：空缺；原抽中{ $drawn }，已回避，且候补已尽，须另行提出抽取申请
draw-redraws = 本案此前未成的抽取次数：{ $redraws }
draw-thin = 有席位候选人数偏少，已经该院另一名法官准许。
draw-shared = 依网关设置，有关法院共享人民陪审员名单；本次抽取自下列法院的名单：{ $courts }。设置所载依据：{ $basis }
draw-abort-bias = 因第三个网关无法联系，仅由两个网关抽取：其中一方有可能预知结果后中止抽取。
draw-after-opening = 本案上一次抽取在有网关揭示随机数之后作废：该次结果可能已为其中一方所知而遭中止。
draw-in-record = 法院记录中位于其检查点之下的条目：{ $entries }
draw-record-open = 抽取材料包未载明法院记录中的位置，故未核验各步骤是否载于该记录。
draw-signed = 依名录签名属实的步骤：{ $signed }
draw-signatures-open = 未提供名录（--roll、--trust），故未核验签名人。
draw-broken = { $name }：抽取材料包在{ $place }处不符（{ $code }）：{ $why }
draw-shown = { $draw }：{ $court }，{ $case }，{ $day }开庭
draw-phase-dealing = 各网关正在作出承诺。
draw-phase-sealing = 各份正在送交并确认。
draw-phase-closing = 抽取正在封定。
draw-phase-opening = 各方均已封定，正在揭示随机数。
draw-phase-drawn = 已抽出陪审员。
draw-phase-exhausted = 有席位空缺且候补已尽，须另行提出抽取申请。
draw-phase-refused = 有网关不参加，抽取将作废。
draw-phase-void = 抽取已作废，未抽出任何人。
draw-witnessed = 抽取各步骤在本网关记录中的存证状态：{ $how }
draw-step-request = 申请
draw-step-refuse = 拒绝参加
draw-step-unreachable = 声明另一网关无法联系
draw-step-deal = 承诺
draw-step-acknowledge = 确认收到各份
draw-step-complain = 就某份提出异议
draw-step-answer = 对异议的答复
draw-step-close = 封定
draw-step-void = 宣告作废
draw-step-open = 揭示
draw-step-recuse = 回避
draw-said = { $at }  { $gateway }：{ $step }
draw-said-of = { $at }  { $gateway }：{ $step }（{ $other }）
draw-waiting = 等待：{ $gateway }，{ $step }，自{ $since }起。{ $then }
draw-waiting-until = 等待：{ $gateway }，{ $step }，自{ $since }起至{ $until }止。{ $then }
draw-then-go-on-without = 届时其他网关不待其承诺，继续进行。
draw-then-two-draw = 届时另两个网关签名声明其无法联系，并自行抽取。
draw-then-close-over-two = 届时以已获确认的两份承诺封定。
draw-then-propose-void = 届时法院的网关提议将抽取作废。
draw-then-others-open = 届时其他网关揭示各自持有的各份，结果不变。
draw-then-stand-still = 未有此步骤，抽取无法继续。
draw-silent = { $gateway }自{ $since }起没有应答。
draw-held-up = { $gateway }不接收所送内容：{ $why }
draw-refused = { $gateway }不参加：{ $why }
draw-contradicted = 有网关签署了两项互相抵触的步骤，记录中存有证据。

## Jurors

juror-state-nominated = 已提名
juror-state-appointed = 已任命，尚未宣誓
juror-state-serving = 履职中
juror-state-left = 已不在名单上
juror-given-up-recused = 回避
juror-given-up-prevented = 因故不能参加
juror-given-up-hearing-fell = 庭审未举行
juror-excluded-juror-not-sworn = 尚未宣誓
juror-excluded-juror-term-over = 任期在开庭前届满
juror-excluded-juror-in-barred-office = 担任不得担任人民陪审员的职务
juror-excluded-juror-in-barred-profession = 从事不得担任人民陪审员的职业
juror-excluded-juror-barred-by-record = 有不得担任人民陪审员的情形
juror-excluded-juror-mediated-the-dispute = 曾调解本案纠纷
juror-excluded-juror-had-another-role = 在本案中曾有其他身份
juror-excluded-annual-cap-reached = 开庭当年参审案件数已达法院规定的上限
juror-excluded-juror-away = 开庭当日不能参加
juror-excluded-juror-under-age = 开庭当日未满二十八周岁
juror-excluded-juror-on-another-list = 不在本院可抽取的名单之内
juror-posts = 名额{ $quota }名，在任{ $held }名，其中个人申请或组织推荐{ $by-application }名（上限{ $for-application }名）；每人每年参审案件上限{ $cap }件
juror-pool-basis = 抽取名单的依据：{ $basis }
juror-load-cases = 参审案件：{ $jurors }名人民陪审员共{ $total }件；最少{ $least }件，中位数{ $median }件，最多{ $most }件
juror-load-days = 参审工作日：{ $jurors }名人民陪审员共{ $total }日；最少{ $least }日，中位数{ $median }日，最多{ $most }日
juror-load-at-cap = 已达年度上限：{ $count }名

## 名册及其通报

registry-found = 共检索到{ $total }条，显示{ $shown }条
registry-entry = { $number }  { $names }
registry-register = 名册
registry-keeper = 管理机关
registry-region = 地区
registry-languages = 语言
registry-specialities = 专长
registry-status = 状态
registry-availability = 可否指派
registry-register-mediators = 调解员
registry-register-jurors = 人民陪审员
registry-register-practitioners = 获准在内地九市执业的港澳法律执业者
registry-register-law-experts = 域外法律专家
registry-register-ascertainment-bodies = 域外法查明机构
registry-register-insolvency-administrators = 破产管理人
registry-status-pending = 尚未生效
registry-status-in-force = 有效
registry-status-suspended = 已中止
registry-status-ended = 已终止
registry-free = 可接受指派
registry-away = 不接受指派
registry-away-until = { $day }前不接受指派
registry-unconfirmed = { $gateway }的名册目前无法确认，所显示的内容可能与实际不符。
feed-whole = { $gateway }：至第{ $newest }号，无缺；最近消息：{ $heard }
feed-doubt = { $gateway }：已收至第{ $newest }号，共{ $told }号；最近消息：{ $heard }：{ $why }
feed-heard-never = 无
feed-event = { $number }  { $time }  { $about }
feed-event-unknown = { $number }  { $time }  { $about }（本版本不能读取，照样保存并转交）
feed-about-entry = 名册记载
feed-about-juror = 共享名单中的人民陪审员
feed-about-credential = 调解员凭证
feed-about-status-list = 状态清单
feed-about-status-notice = 关于一名调解员的通知
feed-about-bar = 地区禁任
feed-about-confirmation = 联席会议确认
listing-second-person = 已同意，等待第二人同意。
listing-state-not-entered = 尚未登记
listing-state-coming = 期限尚未开始
listing-state-in-force = 有效
listing-state-suspended = 已暂停
listing-state-expired = 期限届满
listing-state-struck-off = 已除名
listing-state-withdrawn = 已自愿退出
listing-entered = 登记
listing-amended = 变更登记
listing-renewed = 延长期限
listing-availability-stated = 说明能否接受委托
listing-suspended = 经两人决定暂停
listing-suspension-lifted = 经两人决定恢复
listing-struck-off = 经两人决定除名
listing-withdrawn = 自愿退出
inquiry-state-open = 查明进行中
inquiry-state-heard = 已听取当事人意见
inquiry-state-found = 法院已作认定
inquiry-state-closed = 已终结
inquiry-state-dropped = 已无需查明
inquiry-next-day = 最近期日：{ $day }
inquiry-channel-parties = 当事人提供
inquiry-channel-judicial-assistance = 司法协助渠道的对方主管机关
inquiry-channel-embassy = 驻外使领馆
inquiry-channel-spc-cooperation = 最高人民法院建立或参与的合作机制
inquiry-channel-cicc-expert = 国际商事法庭专家委员会专家
inquiry-channel-legal-expert = 法律专家
inquiry-channel-law-ascertainment-body = 法律查明服务机构
inquiry-channel-other = 其他适当途径
inquiry-opened = 提出查明
inquiry-file-added = 加入文件
inquiry-requested = 委托或要求提供
inquiry-period-extended = 延长期限
inquiry-channel-ended = 该途径未能查明
inquiry-opinion-taken = 接收意见
inquiry-served = 向当事人送达意见
inquiry-hearing-fixed = 确定开庭
inquiry-heard = 开庭听取意见
inquiry-ascertained = 认定域外法内容
inquiry-not-ascertained = 认定不能查明
inquiry-costs-decided = 确定查明费用负担
inquiry-closed = 终结查明
inquiry-dropped = 不再查明
