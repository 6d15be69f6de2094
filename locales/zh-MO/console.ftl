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

list-pair = { $first }及{ $second }
list-more = { $first }、{ $rest }
yes = 是
no = 否

## Sides

jurisdiction-CN = 內地
jurisdiction-HK = 香港
jurisdiction-MO = 澳門
jurisdiction-XX = 外國

## Authorities

authority-cn-spc = 最高人民法院
authority-cn-gd-hpc = 廣東省高級人民法院
authority-cn-gz-ic = 廣州市中級人民法院
authority-cn-dongguan-ic = 東莞市中級人民法院
authority-cn-nansha = 廣州市南沙區人民法院
authority-cn-qianhai = 深圳前海合作區人民法院
authority-cn-hengqin = 橫琴粵澳深度合作區人民法院
authority-cn-moj = 司法部
authority-cn-gd-accreditation = 廣東大灣區調解員資格評審機構
authority-cn-nansha-mediation = 廣州市南沙區調解中心
authority-hk-high-court = 香港特別行政區高等法院
authority-hk-district-court = 香港特別行政區區域法院
authority-hk-labour-tribunal = 香港勞資審裁處
authority-hk-admin-wing = 香港特別行政區政府政務司司長辦公室轄下行政署
authority-hk-gba-accreditation = 香港大灣區調解員資格評審機構
authority-hk-mediation-body = 香港調解機構
authority-mo-tui = 終審法院
authority-mo-tjb = 初級法院
authority-mo-mp = 檢察院
authority-mo-accreditation = 澳門大灣區調解員資格評審機構
authority-mo-mediation-body = 澳門調解機構
authority-xx-court = 外國法院
authority-xx-central-authority = 外國中央機關

## What people are at their authority

access-role-judge = 法官
access-role-clerk = 司法文員
access-role-liaison-officer = 聯絡人員
access-role-registrar = 書記長
access-role-auditor = 審核人員
access-role-operator = 營運人員
access-role-court-system = 法院業務系統
access-role-timer = 網關自動處理

## States of a matter

state-drafted = 草擬中
state-submitted = 已申請轉遞
state-sent-back = 退回補正
state-transmitted = 已轉遞
state-acknowledged = 對方已確認收悉
state-supplement-asked = 要求補充
state-supplied = 已補充
state-accepted = 已接納
state-in-execution = 送達中
state-completed = 送達事宜已完成
state-evidence-in-execution = 調取證據中
state-evidence-completed = 調取證據事宜已完成
state-served = 已送達
state-not-served = 未能送達
state-returned = 已送回送達證明書
state-closed = 已結案
state-refused = 拒絕協助
state-withdrawn = 已撤回
state-paper-used = 改以紙本方式送交
state-needs-a-person = 須人手處理

## Docket: what happened in a matter. The day stands beside each entry

docket-drafted = { $authority }擬備委託書
docket-entered = { $authority }開始登記境外來函（紙本）；發件當局：{ $from }
docket-conveyed-dispatched = { $authority }向境外當局寄出（{ $message }）：{ $day }，{ $channel }，{ $by }，編號{ $reference }
docket-conveyed-arrived = { $authority }收到境外當局來件並蓋章謄錄（{ $message }）：{ $day }，{ $channel }，{ $by }，編號{ $reference }
docket-amended = { $authority }修訂委託書
docket-file-added = { $authority }將文件存入案卷：{ $name }
docket-file-refused = { $authority }上載的檔案被發現含有有害內容，已予刪除：{ $name }（{ $finding }）
docket-preflighted = { $authority }在送交前預檢委託書
docket-agents-checked = 已查核委託書所列訴訟代理人的授權
agent-good = { $principal }的代理人{ $agent }：授權{ $authorisation }有效
agent-unknown = { $principal }的代理人{ $agent }：本網關未收到授權{ $authorisation }
agent-another-document = { $principal }的代理人{ $agent }：授權{ $authorisation }的文書與委託書所列不同
agent-not-good = { $principal }的代理人{ $agent }：授權{ $authorisation }未經見證、已廢止或已屆滿
agent-of-others = { $principal }的代理人{ $agent }：授權{ $authorisation }的委託人、受託人或所涉案件不符
docket-check-own = 按本方規則（{ $jurisdiction }）：{ $outcome }
docket-check-advice = 按{ $jurisdiction }公布的規則：{ $outcome }
docket-assessed = 規則審查（{ $stage }）：{ $outcome }
docket-assessment-failed = 規則未能作出結論（{ $fault }），由人員決定
docket-reviewed = { $authority }經人手審查後決定：{ $reason }
docket-submitted = { $authority }向{ $to }申請轉遞委託書
docket-sent-back = { $authority }退回委託書以作補正：{ $reason }
docket-transmitted = { $authority }在委託書上蓋章並轉遞{ $to }
docket-transmitted-supplement = { $authority }在補充材料上蓋章並轉遞{ $to }
docket-message-queued = { $message }：待送交{ $to }
docket-receipted = { $message }：收到對方簽署的回執
docket-quarantined = { $message }：對方未予接收（{ $reason }），由人員處理
docket-message-taken = { $message }：收自{ $from }，已發出回執
docket-received = { $authority }收到{ $from }的委託書
docket-supplement-asked = { $authority }要求補充材料：{ $reason }
docket-supplied = { $authority }已補充材料
docket-accepted = { $authority }接納委託
docket-execution-started = { $authority }交付執行送達：{ $body }
docket-execution-started-evidence = { $authority }交付執行調取證據：{ $body }
docket-executed-served = 於{ $day }送達受送達人
docket-executed-unserved = 未能送達；最後一次嘗試於{ $day }
docket-executed-evidence-taken = 證據已調取，於{ $day }完成
docket-executed-partly-taken = 證據已部分調取，於{ $day }完成
docket-executed-not-taken = 未能調取證據；最後一次嘗試於{ $day }
docket-certificate-returned = { $authority }在送達證明書上蓋章並送回（{ $result }）
docket-certificate-received = { $authority }收到送達證明書（{ $result }）
docket-certificate-returned-evidence = { $authority }在調取證據結果證明書上蓋章並送回（{ $result }）
docket-certificate-received-evidence = { $authority }收到調取證據結果證明書（{ $result }）
docket-refused = { $authority }拒絕協助：{ $reason }
docket-withdrawn = { $authority }撤回委託：{ $reason }
docket-paper-used = { $authority }改以紙本方式送交：{ $reason }
docket-conflict-found = 所收材料與原有結論不一致（{ $conflict }），由法官決定
docket-closed = { $authority }結案
docket-erased = { $authority }刪除個案資料：{ $reason }
docket-acknowledged = { $authority }已將委託書登記，卷宗編號{ $number }
docket-accepted-with-remarks = { $authority }接納委託：{ $remarks }
docket-refused-as-outside = { $authority }以不屬文書適用範圍為由退回委託書：{ $reason }
docket-notice-given = { $authority }通知時間及地點（{ $occasion }）：{ $day }，{ $place }
docket-notice-given-at = { $authority }通知時間及地點（{ $occasion }）：{ $day } { $time }，{ $place }
docket-costs-consulted = { $authority }就費用徵詢是否繼續辦理：{ $reason }（預計：{ $estimate }）
docket-costs-answered = { $authority }就費用回覆：{ $decision }
docket-reminded = { $authority }發出催辦，查詢辦理進度：{ $reason }
docket-corrected = { $authority }更正文件（{ $message }）：{ $reason }
docket-handled-opened = { $authority }調閱檔案{ $count }件：{ $purpose }
docket-handled-copied = { $authority }將檔案複製至另一案卷：{ $purpose }
docket-handled-exported = { $authority }匯出檔案{ $count }件：{ $purpose }
docket-handled-released = { $authority }批准由恢復人員啟封密封檔案{ $count }件
docket-taken-over = { $authority }將另一案卷的檔案連同其標註存入案卷：{ $name }
docket-use-requested = { $authority }請求將證據另作使用（{ $purpose }）：{ $reason }
docket-use-answered = { $authority }就證據另作使用回覆：{ $decision }
docket-erasure-asked = { $authority }詢問對方是否一併刪除其副本（{ $reason }）：{ $instrument }
docket-erasure-answered = { $authority }就刪除其副本回覆：{ $decision }（{ $reason }）
docket-circumstances-noted = { $authority }記錄就該項委託查明的情況
docket-appearance-recorded = { $authority }就前來作證的人員記錄：{ $step }，{ $day }
decided-approved = 許可：{ $wish }
decided-declined = 不予許可：{ $wish }
decided-act-declined = 不予執行：{ $act }（{ $reason }）
wish-judicial-officer = 委託方司法人員到場
wish-party = 當事人到場
wish-counsel = 訴訟代理人到場
wish-questions-by-attendee = 到場司法人員提問
wish-special-method = 特別方式
wish-technical-method = 視像或音訊方式
docket-superseded = { $entry }［已由更正本取代］

## Contradictions

conflict-answers-another-letter = 所回覆的並非現行委託書
conflict-served-after-not-served = 認定未送達之後收到已送達的證明
conflict-second-certificate = 第二份送達證明書
conflict-supplement-not-asked-for = 未經要求的補充
conflict-withdrawn-after-return = 送達證明書送回後撤回
conflict-withdrawn-after-service = 送達之後撤回
conflict-after-the-end = 結案後收到
conflict-out-of-turn = 不合程序次序
conflict-impossible-day = 日期不可能
conflict-second-acknowledgement = 同一委託書有第二個編號
conflict-answer-not-asked-for = 對未曾提出的詢問作出回覆
conflict-corrects-what-does-not-stand = 所更正的文件不存在或已被取代
conflict-corrected-after-acceptance = 接納之後更正委託書
conflict-corrected-after-closing = 結案之後更正送達證明書
conflict-result-corrected = 更正後的送達證明書結果相反
conflict-label-of-another-case = 證據標註的案件與委託書所列案件不符
conflict-use-of-what-was-not-given = 請求另作使用的材料並非依本委託書提供
conflict-evidence-of-another-case = 本網關另案證據中有內容相同的檔案
conflict-agent-not-authorised = 委託書所列代理人在本網關沒有有效的授權

## Messages between the gateways

message-kind-letter = 委託書
message-kind-supplement-request = 補充通知
message-kind-supplement = 補充材料
message-kind-acceptance = 接納通知
message-kind-refusal = 拒絕協助通知
message-kind-certificate = 送達證明書
message-kind-certificate-of-taking = 調取證據結果證明書
message-kind-withdrawal = 撤回通知
message-kind-acknowledgement = 收悉通知
message-kind-return = 退回委託書通知
message-kind-notice-of-time-and-place = 時間及地點通知
message-kind-costs-consultation = 費用徵詢函
message-kind-costs-answer = 費用回覆函
message-kind-reminder = 催辦函
message-kind-paper-used = 改以紙本方式送交通知
message-kind-correction = 更正函
message-kind-use-request = 證據另作使用請求函
message-kind-use-answer = 證據另作使用回覆函
message-kind-erasure-request = 詢問是否刪除副本函
message-kind-erasure-answer = 是否刪除副本回覆函
gateway-cn = 內地網關
gateway-hk = 香港網關
gateway-mo = 澳門網關

## Time and place, costs, reminders

occasion-execution = 執行委託事項
occasion-hearing = 庭審
costs-agreed = 由委託方承擔
costs-declined = 委託方不予承擔
use-granted = 批准
use-declined = 不批准
use-open = 尚未回覆
other-use = 證據另作使用，{ $purpose }：{ $decision }
purpose-own-case = 用於本案
purpose-case = 用於{ $court }{ $number }一案
purpose-outside = 提供予案外人
custody-added = 由{ $who }存入案卷
custody-taken-over = 由{ $who }自{ $matter }複製
custody-received = 自{ $gateway }收到
custody-given = 移交{ $gateway }
custody-confirmed = 對方已簽收
custody-not-taken = 對方未予接收
custody-dispatched = 由{ $who }寄往境外：{ $channel }
custody-arrived = 自境外收到：{ $channel }；經手人{ $who }
custody-opened = 由{ $who }調閱，{ $purpose }；許可：{ $permit }
custody-copied = 由{ $who }複製至{ $matter }，{ $purpose }；許可：{ $permit }
custody-copied-into-case = 由{ $who }複製至案件卷宗，{ $purpose }；許可：{ $permit }
custody-exported = 由{ $who }匯出，{ $purpose }；許可：{ $permit }
custody-released = 由{ $who }批准交恢復人員啟封；許可：{ $permit }
custody-reason = 理由：{ $reason }
custody-handed = 已交予{ $who }；許可：{ $permit }；紀錄第{ $entry }項
custody-unexamined = 該檔案來自對方；本網關未有對其進行惡意程式掃描。
custody-label = 證據：{ $label }。網關以外，無從限制另作使用。
reminder-due = 應向對方催辦。
consultation-open = 已就費用徵詢，尚未獲回覆。
label-number-over-there = 受委託方卷宗編號
label-undispatched = 已蓋章、尚未寄出
label-abroad = 境外當局
erased-on = 已於{ $day }刪除：{ $reason }
erasure-retention-ended = 保存期限屆滿
erasure-court-order = 依法院命令
erasure-authority-order = 依個人資料保護局的命令
erasure-peer-request = 對方請求並獲批准
erasure-decision-granted = 批准，將在該方刪除
erasure-decision-declined = 不批准，予以保存
erasure-decision-open = 尚未回覆
erasure-asked-of-them = 已於{ $day }詢問對方是否刪除其副本（{ $reason }）：{ $decision }
erasure-asked-of-us = 對方於{ $day }請求刪除本方副本（{ $reason }）：{ $decision }
matter-erased = { $matter }的個案資料已刪除（{ $reason }）。日期、代碼及摘要仍在紀錄中。
erasure-approved-once = 已有一人批准刪除{ $matter }（{ $reason }），{ $digest }，等候第二人批准。

## Sealed files

document-signed = { $path }：已用{ $key }簽署。核實時須提供該密鑰名稱及名錄。
document-verified = { $name }：由{ $authority }以{ $key }簽署；{ $digest }
document-refused = { $name }：簽署無效：{ $why }（{ $code }）
sealed-key = { $key }，指紋 { $fingerprint }
sealed-person = { $name }（{ $account }），{ $role }，{ $authority }：{ $fingerprint }
sealed-recovery-there = 密封予上列人員的檔案，可由該機關兩名人員申請恢復。
sealed-recovery-none = 該機關沒有恢復密鑰：收件人離任後，其檔案無法開啟。
sealed-item = { $matter } 的 { $item }，{ $size } 位元組
sealed-label = 只限用於：{ $label }
sealed-for = 收件人 { $account }，{ $authority }：{ $fingerprint }
sealed-recovery = 經 { $authority } 的網關發放後，其兩名人員亦可開啟
sealed-without-recovery = 不可恢復
sealed-claims-by = 據該檔案所載，由 { $account }（{ $authority }）於 { $time } 密封
sealed-claims-scanned = 據密封人所稱，密封前已掃描：{ $scanner }，{ $time }
sealed-not-scanned = 未經惡意程式掃描
sealed-recovery-set = 今後密封予貴機關人員的檔案，亦密封予 { $key }。
sealed-recovery-approved-once = 一人已批准恢復密鑰 { $key }（{ $digest }），尚待第二人批准。
sealed-released = 發放已予記錄（{ $digest }）。兩名人員以 { $path } 及各自的份額開啟該檔案。
sealed-release-approved-once = 一人已批准發放（{ $digest }），尚待第二人批准。

## Lengths of periods

length-days = { $length }日
length-working-days = { $length }個工作日
length-months = { $length }個月
length-years = { $length }年

## Steps of the arithmetic of a period

step-start = 事件發生於{ $day }，當日不計算在內
step-start-moved = 適逢休息日，視為發生於{ $day }
step-counted = { $length }：{ $day }
step-short-period = 不超過{ $max-days }日的期間，當中的休息日不計算在內
step-suspended = { $from }至{ $to }不計算在內
step-offset = 另加{ $length }：{ $day }
step-rest-day = { $day }為休息日
step-half-day = { $day }只辦公半日
step-next-working-day = 順延至下一個工作日：{ $day }
step-provisional-year = { $year }年的休息日安排尚未確定
step-incomplete-calendar = { $year }年的日曆未列出全部休息日
step-lunar-new-year-unknown = 日曆未載{ $year }年農曆新年，司法假期可能有遺漏

## Calendars

calendar-CN = 內地工作日曆
calendar-HK-general = 香港公眾假日日曆
calendar-HK-court = 香港法院辦事處辦公日曆
calendar-MO = 澳門工作日曆
day-working = 工作日
day-rest = 休息日
day-half = 半日

## Headings and labels

label-matter = 個案
label-procedure = 程序
label-stage = 階段
label-state = 狀況
label-revision = 版本
label-docket = 個案進程
label-docket-of = 個案進程（{ $authority }）
label-outcome = 審查結果
label-findings = 審查意見
label-satisfied = { $count }項要求已符合
label-conclusions = 結論
label-periods = 期限
label-last-day = 屆滿日
label-arithmetic = 期間計算
label-citations = 依據
label-requirements = 尚需提交
label-rules = 規則
label-calendar = 日曆
label-authority = 機關
label-person = 人員
label-day = 日期
label-documents = 文書
label-place = 位置：{ $place }
label-hint = 處理方法：{ $hint }

# A period, its last day, and what it is counted on.
due-hard = { $period }：{ $day }
due-best-effort = { $period }：{ $day }（應盡量）

# A conclusion that has a day.
conclusion-dated = { $day }：{ $conclusion }
requirement = { $document }：須以{ $languages }製備，或附譯本

## The record

record-verified = { $name }：已核實{ $commits }次提交共{ $entries }項紀錄，已簽署檢查點位於{ $checkpoint }
record-broken = { $name }：紀錄在{ $place }處不符（{ $code }）
record-exported = { $name }：已匯出{ $entries }項紀錄；狀態摘要{ $state }
record-ended-here = { $name }：本紀錄在此處已終結，在匯入{ $file }之處繼續
record-imported = { $name }：已匯入{ $entries }項紀錄；狀態摘要{ $state }
record-backed-up = { $name }：已複製並核實{ $entries }項紀錄；寫入檔案{ $written }個，未變{ $unchanged }個
record-goes-on = { $name }：紀錄以{ $log }之名繼續，保留尚存的{ $entries }項紀錄。請將該名稱寫入 comity.toml 的 log，然後啟動網關；在其他各網關採用該名錄之前，本網關不接收，也不簽署。
message-lost = { $gateway }已缺失：{ $subject }的{ $kind }（訊息{ $message }，其先前紀錄第{ $index }項）
messages-lost = 共有{ $count }項訊息缺失，須重新送交。
record-restored = { $name }：已還原並核實{ $entries }項紀錄。在其他各網關告知其所持內容之前，本網關不作任何簽署。
record-copy-verified = { $name }：副本共{ $entries }項紀錄，連同全部附件數據，核實無誤
bundle-written = { $name }：已寫入；SHA-256 { $digest }
bundle-verified = { $name }：個案{ $matter }的{ $lines }項紀錄核實無誤，均在{ $gateway }共{ $size }項的紀錄之內
bundle-signed = 簽署、印章及次序均屬實的訊息：{ $messages }；雙方屬實的回執：{ $receipts }
bundle-withheld = 細節未披露或未全部披露的紀錄：{ $withheld }；其內容未經核對
bundle-transcripts = 境外當局的{ $count }份文書在當地無人作數碼簽署：該等文書為本地收件當局蓋章的謄錄本。
bundle-transcript = { $message }：由{ $authority }根據{ $papers }份紙本文件謄錄
checkpoint-cosigned = 檢查點由下列網關加簽：{ $gateways }
checkpoint-not-cosigned = 檢查點未經其他網關加簽。
bundle-files = 個案所列檔案：{ $named }；隨附：{ $enclosed }
bundle-custody = 保管鏈：{ $items }件材料共{ $steps }項，完整並依次序
bundle-custody-not-shown = 保管鏈未獲證明：格式1的卷宗冊，或有內容未披露的卷宗冊，不能證明檔案曾由何人經手。本卷宗冊為格式{ $format }。
bundle-replayed = 規則審查：{ $all }；由原發布版重新作出且逐位元組相同：{ $same }
bundle-not-replayed = 規則審查：{ $all }；未提供規則發布版（--releases），故未重新作出
bundle-release-missing = 未重新作出：手邊沒有此規則發布版：{ $release }
bundle-pinned = 名錄由閣下所提供的密鑰簽署。
bundle-unpinned = 名錄以下列密鑰為據；閣下未提供可供比對的密鑰（--trust）。請將其SHA-256與閣下所持者核對：
bundle-broken = { $name }：卷宗冊在第{ $place }行不符（{ $code }）：{ $why }
card-valid = { $name }：有效：經{ $body }評審認可，並經聯席會議確定
card-suspended = { $name }：資格已由{ $body }中止
card-revoked = { $name }：資格已由{ $body }廢止，不得恢復
card-expired = { $name }：{ $body }所發憑證已屆滿
card-cannot-confirm = { $name }：無法確認；{ $body }的簽署有效
card-doubt-no-status-list = 核實包中沒有該證卡所指的狀態名單。
card-doubt-stale-status-list = 狀態名單已過期，請取得較新的名單。
card-doubt-not-confirmed = 欠缺至少一方在聯席會議上的確定。
card-status-as-of = 狀態截至{ $time }
card-barred = 不得在下列地區任調解員：{ $regions }
card-disclosed = 所披露內容：{ $text }
card-not-holder = 證卡只證明資格狀態，不證明持卡人身份。
card-refused = { $name }：不予接受，位置{ $place }（{ $code }）：{ $why }
card-roll-unpinned = 名錄以其自帶密鑰為據；未提供可供比對的密鑰（--trust）。
mediation-state-opened = 已受理，尚未選定調解員
mediation-state-named = 已選定調解員，待披露及同意
mediation-state-appointed = 調解員已獲委任
mediation-state-under-way = 調解進行中
mediation-state-agreed = 已達成協議，簽署中
mediation-state-settled = 已和解並加蓋印章
mediation-state-failed = 調解不成，已終結
mediation-state-withdrawn = 已撤回
mediation-dispute = 爭議
mediation-body = 調解機構
mediation-party = 當事人{ $number }
mediation-mediator = 調解員
mediation-until = 調解期限至{ $day }
mediation-effective = 自{ $day }生效
mediation-read-notes = 調解中所述內容
mediation-read-agreement = 和解協議文本
confirmation-state-applied = 已申請
confirmation-state-examined = 已審查
confirmation-state-confirmed = 裁定確認，可申請強制執行
confirmation-state-refused = 裁定駁回申請
confirmation-state-withdrawn = 已撤回
confirmation-court = 受理法院
confirmation-judge = 法官
confirmation-until = 申請期限至{ $day }
confirmation-rule-by = 法院應於{ $day }或之前作出裁定（自收齊各方當事人申請之日起三十日）
confirmation-ground-not-joint = 非各方共同申請
confirmation-ground-out-of-time = 逾期申請
confirmation-ground-no-jurisdiction = 不屬本院管轄
confirmation-ground-not-by-a-body = 非經依法設立的調解組織調解
confirmation-ground-not-civil = 不屬民事案件，或依法不能確認
confirmation-ground-paper-missing = 文件欠缺，或沒有中文本
confirmation-ground-unlawful = 違反法律強制性規定
confirmation-ground-not-voluntary = 違背自願原則
confirmation-ground-harms-others = 損害國家利益、社會公共利益或他人合法權益
confirmation-ground-against-public-order = 違背公序良俗
confirmation-ground-unclear = 內容不明確
mediator-state-applied = 已申請
mediator-state-assessed = 已評審
mediator-state-rejected = 不予認可
mediator-state-accredited = 已獲本地資格，尚待確認
mediator-state-confirmed = 已確認為大灣區調解員
mediator-state-suspended = 資格中止
mediator-state-expired = 資格失效
mediator-state-revoked = 資格已廢止
mediator-state-withdrawn = 已自行放棄
mediator-standing-valid = { $subject }：{ $day }由{ $body }認可並經確認
mediator-standing-suspended = { $subject }：{ $day }被{ $body }中止資格
mediator-standing-revoked = { $subject }：截至{ $day }資格已被{ $body }廢止
mediator-standing-expired = { $subject }：{ $day }時{ $body }所授資格已失效
mediator-standing-not-accredited = { $subject }：{ $day }尚未獲{ $body }認可
mediator-standing-cannot-confirm = { $subject }：由{ $body }認可；{ $day }的資格狀態無法確認
mediator-selectable = 可在{ $region }獲委任。
mediator-not-selectable = 不可在{ $region }獲委任：
mediator-reason-not-accredited = 該日尚未獲認可
mediator-reason-suspended = 資格中止中
mediator-reason-revoked = 資格已廢止
mediator-reason-expired = 資格已失效
mediator-reason-no-status-list = 尚未收到該機構載有此證卡的狀態名單
mediator-reason-stale-status-list = 此後未再收到該機構的消息
mediator-reason-not-confirmed = 尚未經聯席會議確認，或同一編號由兩個機構編配
mediator-reason-barred-here = 在本法域被限制執業
mediator-reason-status-too-old = 資格狀態已逾一小時，不得據以委任
mediator-reason-feed-forked = 該機構的網關簽署了兩份互相矛盾的記錄
mediator-reason-feed-gap = 該機構網關發布的部分內容尚未收到
mediator-reason-feed-silent = 該機構的網關已靜默一小時
mediator-approved-once = 一人已批准（{ $digest }），尚待第二人批准。
mediator-number = 名冊編號：{ $number }
mediator-until = 資格有效至{ $day }
mediator-list-witnessed = 最新狀態名單在本網關紀錄中的存證狀況：{ $how }
mediator-rules-say = 規則結論：{ $outcome }
mediator-barred = 已限制在本法域執業。
mediator-bar-lifted = 已解除在本法域的執業限制。
record-rebuilding = 正在按紀錄重建檢視
label-certificate-witnessed = 送達證明書的存證狀況
witnessing-published = 已公佈：另外兩個網關均已加簽
witnessing-witnessed-once = 一方見證：另有一個網關已加簽
witnessing-not-witnessed = 尚無其他網關見證

## The demonstration

demo-title = 委託書送出，送達證明書送回
demo-gateways = 三個網關已啟動：{ $gateways }
demo-draft = { $authority }向{ $to }擬備委託書
demo-preflight = 送交前，先以{ $jurisdiction }公布的規則預檢
demo-correct = { $authority }補正：附譯本並補足份數
demo-restart = 委託書在途，{ $gateway }停機後重新啟動
demo-delivered = 委託書只送達一次，回執已到
demo-clock = 今日：{ $day }
demo-in-time = 送達證明書於{ $day }送回，期限至{ $last-day }屆滿
demo-evidence-by-video = { $authority }請求以視像方式詢問證人；受委託機關：{ $to }
demo-evidence-of-bank = { $authority }請求取得銀行的兩份指定文件；受委託機關：{ $to }
demo-accreditation = { $authority }認可一名調解員：一次認可，大灣區通用
demo-confirmation = 聯席會議確認：三地分別離線簽署
demo-suspension = { $authority }經兩人決定中止其資格；南沙與澳門即時不再接受委任
demo-card = 兩機構以本方網關提供的核實包核實其證卡；核實本身無需網關
demo-refused-after = 第二人決定後{ $milliseconds }毫秒，南沙與澳門均已顯示中止
demo-appointed = 南沙與澳門委任該調解員
demo-mediation = { $authority }調解一宗爭議，達成和解並加蓋電子印章
demo-judicial-confirmation = { $authority }裁定確認調解協議
demo-jurors = { $authority }的人民陪審員名單：港澳陪審員八名
demo-draw = { $authority }經三方網關抽選四名陪審員
demo-silent = { $gateway }封定後、揭示前不再回應
demo-packet = 核實抽選的卷宗包
demo-second-reading = 以另一語言編寫的第二個程式得出相同的合議庭
demo-no-second-reading = 本機沒有 Python：第二個程式未有執行
demo-bundles = 雙方的案卷包在不經網關的情況下核驗
demo-records = 核實雙方紀錄
demo-try-next = 接著可以試試
demo-running = 網關繼續運行，按 Ctrl-C 停止

## The book of the law

law-book = 法律規則
law-book-intro = 三個法域的規則組件所適用的全部規則，與其條文並列。可信程度表示對條文的理解有多可靠；條文未有規定之處，由規則公佈方的設定決定。本頁由組件本身產生，並非人手撰寫。
law-book-article = 條文
law-book-confidence = 可信程度
law-book-says = 可作出的意見
law-book-switches = 設定
law-book-sides = 法域
law-book-settings = 設定
law-book-silent = 條文未有規定或未核實
law-book-number = { $number }
law-book-values = 取值（發佈方未設定時取首項）

## How sure the reading of a text is

confidence-text = 已閱條文
confidence-secondary = 據第二手資料
confidence-knowledge = 屬一般知識，未見條文
confidence-policy = 條文未有規定時的處理
confidence-uncertain = 有疑問，或與其他條文衝突

## Calendars

calendar-imported = { $calendar } { $year }：休息日 { $rest } 日，補班日 { $working } 日，半日 { $half } 日。載有該年度的規則版本生效後方予適用。

## Replay of the record

replayed = 已重新作出 { $assessments } 項審查：{ $same } 項相同，{ $changed } 項不同；{ $missing } 項無法重新作出。
replayed-change = { $change }：{ $assessments } 項審查，涉及 { $matters } 宗協助個案、{ $cases } 宗本地法院案件

## The roll

roll-version = 名錄第{ $version }版，{ $digest }
roll-term = 製成於{ $issued }，有效至{ $expires }
roll-key-is-revoked = { $key }：自{ $since }起撤銷
roll-key-is-suspended = { $key }：中止至{ $until }
roll-waiting = 等候採用：第{ $version }版，{ $digest }
roll-of-peer = { $gateway }：第{ $version }版
roll-signed-by-all = 須簽署的各方均已簽署。
roll-not-signed-by = 尚未簽署：{ $gateways }
roll-adopted = 第{ $version }版已生效：{ $digest }
roll-approved-once = 已有一人批准第{ $version }版（{ $digest }），等候第二人批准。
notice-taken = { $key }：通告已生效。
notice-no-change = { $key }：該通告沒有引起更改。
key-written = 密鑰{ $key }已寫入{ $path }，只限網關讀取。
file-written = 已寫入：{ $path }
roll-change-gateway-added = 新增網關
roll-change-gateway-altered = 網關的地址、名稱或信任根更改
roll-change-gateway-removed = 網關退出
roll-change-record-succeeded = 某網關的紀錄因記項缺失而以另一名稱繼續
roll-change-authority-added = 新增機關
roll-change-authority-altered = 機關資料更改
roll-change-authority-removed = 機關退出
roll-change-key-added = 新增密鑰
roll-change-key-succeeded = 新增後繼密鑰，與舊密鑰並存
roll-change-key-term-altered = 密鑰的簽署期限更改
roll-change-key-revoked = 密鑰被撤銷
roll-change-key-suspended = 密鑰被中止，或中止有更改
roll-change-expiry-altered = 名錄的有效期更改

## Uploads

upload-goes-on = { $name }：由第 { $offset } 個位元組繼續，共 { $length } 個位元組
upload-taken = 已存入案卷：{ $name }，{ $sha256 }；掃描未發現有害內容。
upload-taken-unexamined = 已存入案卷：{ $name }，{ $sha256 }；本網關不設有害內容掃描。
upload-held = 已完整接收：{ $name }，{ $sha256 }；經掃描檢查後存入案卷。
upload-held-scanner-silent = 已完整接收：{ $name }，{ $sha256 }；掃描程式沒有回應，檔案待檢。
upload-held-scanner-limits = 已完整接收：{ $name }，{ $sha256 }；超出掃描程式的檢查範圍，檔案待檢。
upload-held-scanner-fails = 已完整接收：{ $name }，{ $sha256 }；掃描程式報錯，檔案待檢。
draw-verified = { $name }：抽選{ $draw }核實無誤；{ $court }，{ $case }，{ $day }聽證
draw-pool = 可供抽選人數：{ $pool }；事先剔除人數（均附理由）：{ $excluded }
draw-secrets = 以下網關提供了隨機數：{ $gateways }
draw-seat = 席位{ $seat }：{ $person }
draw-seat-promoted = 席位{ $seat }：{ $person }（由候補遞補）；原抽中{ $drawn }，已迴避
draw-seat-empty = 席位{ $seat }：空缺；原抽中{ $drawn }，已迴避，而候補名單已盡，須另行提出抽選申請
draw-redraws = 本案此前未能完成的抽選次數：{ $redraws }
draw-thin = 有席位的候選人數偏少，已獲該法院另一名法官准許。
draw-shared = 依網關設定，有關法院共用人民陪審員名單；本次抽選自下列法院的名單：{ $courts }。設定所載依據：{ $basis }
draw-abort-bias = 因無法聯絡第三個網關，只由兩個網關抽選：其中一方有可能預知結果後中止抽選。
draw-after-opening = 本案上一次抽選在有網關揭示隨機數之後作廢：該次結果可能已為其中一方所知而遭中止。
draw-in-record = 法院紀錄中位於其檢查點之下的條目：{ $entries }
draw-record-open = 抽選卷宗冊沒有載明法院紀錄中的位置，故未核實各步驟是否載於該紀錄。
draw-signed = 按名錄簽署屬實的步驟：{ $signed }
draw-signatures-open = 沒有提供名錄（--roll、--trust），故未核實簽署人。
draw-broken = { $name }：抽選卷宗冊在{ $place }處不符（{ $code }）：{ $why }
draw-shown = { $draw }：{ $court }，{ $case }，{ $day }聽證
draw-phase-dealing = 各網關正在作出承諾。
draw-phase-sealing = 各份正在送交及確認。
draw-phase-closing = 抽選正在封定。
draw-phase-opening = 各方均已封定，正在揭示隨機數。
draw-phase-drawn = 已抽出陪審員。
draw-phase-exhausted = 有席位空缺而候補名單已盡，須另行提出抽選申請。
draw-phase-refused = 有網關不參加，抽選將告作廢。
draw-phase-void = 抽選已作廢，未有抽出任何人。
draw-witnessed = 抽選各步驟在本網關紀錄中的存證狀況：{ $how }
draw-step-request = 申請
draw-step-refuse = 拒絕參加
draw-step-unreachable = 聲明無法聯絡另一網關
draw-step-deal = 承諾
draw-step-acknowledge = 確認收到各份
draw-step-complain = 就某份提出異議
draw-step-answer = 對異議的回覆
draw-step-close = 封定
draw-step-void = 宣布作廢
draw-step-open = 揭示
draw-step-recuse = 迴避
draw-said = { $at }  { $gateway }：{ $step }
draw-said-of = { $at }  { $gateway }：{ $step }（{ $other }）
draw-waiting = 等候：{ $gateway }，{ $step }，自{ $since }起。{ $then }
draw-waiting-until = 等候：{ $gateway }，{ $step }，自{ $since }起至{ $until }止。{ $then }
draw-then-go-on-without = 屆時其他網關不待其承諾，繼續進行。
draw-then-two-draw = 屆時另外兩個網關簽署聲明無法聯絡該網關，並自行抽選。
draw-then-close-over-two = 屆時以已獲確認的兩份承諾封定。
draw-then-propose-void = 屆時法院的網關提議將抽選作廢。
draw-then-others-open = 屆時其他網關揭示各自持有的各份，結果不變。
draw-then-stand-still = 未有此步驟，抽選無法繼續。
draw-silent = { $gateway }自{ $since }起沒有回應。
draw-held-up = { $gateway }不接收所送內容：{ $why }
draw-refused = { $gateway }不參加：{ $why }
draw-contradicted = 有網關簽署了兩項互相抵觸的步驟，紀錄中存有證據。

## Jurors

juror-state-nominated = 已提名
juror-state-appointed = 已任命，尚未宣誓
juror-state-serving = 履職中
juror-state-left = 已不在名單上
juror-given-up-recused = 迴避
juror-given-up-prevented = 因故未能參加
juror-given-up-hearing-fell = 庭審沒有舉行
juror-excluded-juror-not-sworn = 尚未宣誓
juror-excluded-juror-term-over = 任期在開庭前屆滿
juror-excluded-juror-in-barred-office = 擔任不得出任人民陪審員的職務
juror-excluded-juror-in-barred-profession = 從事不得出任人民陪審員的職業
juror-excluded-juror-barred-by-record = 有不得出任人民陪審員的紀錄
juror-excluded-juror-mediated-the-dispute = 曾調解本案爭議
juror-excluded-juror-had-another-role = 在本案中曾以其他身份參與
juror-excluded-annual-cap-reached = 開庭當年參審案件數目已達法院所定上限
juror-excluded-juror-away = 開庭當日未能出席
juror-excluded-juror-under-age = 開庭當日未滿二十八歲
juror-excluded-juror-on-another-list = 不在本院可抽取的名單之內
juror-posts = 名額{ $quota }名，在任{ $held }名，當中個人申請或組織推薦{ $by-application }名（上限{ $for-application }名）；每人每年參審案件上限{ $cap }件
juror-pool-basis = 抽取名單的依據：{ $basis }
juror-load-cases = 參審案件：{ $jurors }名人民陪審員共{ $total }件；最少{ $least }件，中位數{ $median }件，最多{ $most }件
juror-load-days = 參審工作日：{ $jurors }名人民陪審員共{ $total }日；最少{ $least }日，中位數{ $median }日，最多{ $most }日
juror-load-at-cap = 已達每年上限：{ $count }名

## 名冊及其通報

registry-found = 共檢索到{ $total }項，顯示{ $shown }項
registry-entry = { $number }  { $names }
registry-register = 名冊
registry-keeper = 管理機關
registry-region = 地區
registry-languages = 語言
registry-specialities = 專長
registry-status = 狀態
registry-availability = 可否指派
registry-register-mediators = 調解員
registry-register-jurors = 人民陪審員
registry-register-practitioners = 獲准在內地九市執業的港澳法律執業者
registry-register-law-experts = 域外法律專家
registry-register-ascertainment-bodies = 域外法查明機構
registry-register-insolvency-administrators = 破產管理人
registry-status-pending = 尚未生效
registry-status-in-force = 有效
registry-status-suspended = 已中止
registry-status-ended = 已終止
registry-free = 可接受指派
registry-away = 不接受指派
registry-away-until = { $day }前不接受指派
registry-unconfirmed = { $gateway }的名冊目前無法確認，所顯示的內容可能與實際不符。
feed-whole = { $gateway }：至第{ $newest }號，無缺；最近消息：{ $heard }
feed-doubt = { $gateway }：已收至第{ $newest }號，共{ $told }號；最近消息：{ $heard }：{ $why }
feed-heard-never = 無
feed-event = { $number }  { $time }  { $about }
feed-event-unknown = { $number }  { $time }  { $about }（本版本不能讀取，照樣保存並轉交）
feed-about-entry = 名冊登載
feed-about-juror = 共用名單中的人民陪審員
feed-about-credential = 調解員憑證
feed-about-status-list = 狀態清單
feed-about-status-notice = 關於一名調解員的通知
feed-about-bar = 地區禁任
feed-about-confirmation = 聯席會議確認
listing-second-person = 已同意，等待第二人同意。
listing-state-not-entered = 尚未登記
listing-state-coming = 期限尚未開始
listing-state-in-force = 有效
listing-state-suspended = 已中止
listing-state-expired = 期限屆滿
listing-state-struck-off = 已除名
listing-state-withdrawn = 已自願退出
listing-entered = 登記
listing-amended = 更改登記
listing-renewed = 延長期限
listing-availability-stated = 說明可否接受委託
listing-suspended = 經兩人決定中止
listing-suspension-lifted = 經兩人決定恢復
listing-struck-off = 經兩人決定除名
listing-withdrawn = 自願退出
inquiry-state-open = 查明進行中
inquiry-state-heard = 已聽取當事人陳述
inquiry-state-found = 法院已作認定
inquiry-state-closed = 已終結
inquiry-state-dropped = 已無須查明
inquiry-next-day = 最近期日：{ $day }
inquiry-channel-parties = 當事人提供
inquiry-channel-judicial-assistance = 司法協助途徑的對方主管機關
inquiry-channel-embassy = 駐外使領館
inquiry-channel-spc-cooperation = 最高人民法院設立或參與的合作機制
inquiry-channel-cicc-expert = 國際商事法庭專家委員會專家
inquiry-channel-legal-expert = 法律專家
inquiry-channel-law-ascertainment-body = 法律查明服務機構
inquiry-channel-other = 其他適當途徑
inquiry-opened = 提出查明
inquiry-file-added = 加入檔案
inquiry-requested = 委託或要求提供
inquiry-period-extended = 延長期限
inquiry-channel-ended = 該途徑未能查明
inquiry-opinion-taken = 接收意見
inquiry-served = 向當事人送達意見
inquiry-hearing-fixed = 指定聽證日期
inquiry-heard = 進行聽證
inquiry-ascertained = 認定域外法律內容
inquiry-not-ascertained = 認定不能查明
inquiry-costs-decided = 確定查明費用的負擔
inquiry-closed = 終結查明
inquiry-dropped = 不再查明
