### What the rules say of a letter: outcomes, findings, conclusions, periods, and the law that they cite.

## Outcomes

outcome-accept = 符合要求
outcome-accept-with-flags = 符合要求，附提示事项
outcome-return-for-supplement = 退回补充
outcome-refuse = 拒绝
outcome-none = 本阶段不作结论

## Severities

severity-refuse = 不予协助
severity-correct = 须补正
severity-flag = 提示
severity-inform = 说明

## Findings: a requirement that is met

finding-satisfied = 符合。

## Findings: scope and channel

finding-outside-civil-and-commercial = 案件（{ $category }）不属民商事案件，不在适用范围内。
finding-labour-not-mentioned = 文本未提及劳动争议案件，是否适用须由人员判断。
finding-sender-may-not-transmit = { $authority }（{ $kind }）不得依本安排直接发出委托，应通过有权机关转递。
finding-recipient-may-not-receive = { $authority }（{ $kind }）不是本安排规定的收件机关。
finding-sent-straight-to-addressee = 委托书直接邮寄受送达人，应由法院之间转递。
finding-wrong-instrument-invoked = 委托书援引{ $invoked }，该文件不适用于双方之间。

## Findings: the letter of request

finding-letter-missing = 未附委托书。
finding-letter-not-in-chinese = 委托书须以中文文本提出。
finding-letter-names-another-authority = 委托书以{ $named }名义出具，而发出机关为{ $authority }。
finding-requesting-authority-not-named = 委托书未说明委托机关的名称。
finding-seal-missing = 委托书未加盖委托方印章，签名不能代替（{ $signed-by ->
         [judge] 法官签名
         [registrar] 书记官签名
        *[nobody] 无签名
    }）。
finding-seal-of-another-authority = 委托书所盖为{ $sealed-by }印章，而发出机关为{ $authority }。
finding-nature-of-case-missing = 未说明案件的性质。
finding-addressee-missing = 未列受送达人。
finding-addressee-not-named = 未说明受送达人的姓名或者名称。
finding-address-missing = 未说明受送达人的地址。
finding-address-not-detailed = 受送达人的地址不够详细（{ $detail ->
         [district-only] 仅列地区
        *[incomplete] 不完整
    }）。

## Findings: the documents

finding-nothing-to-serve = 未附须送达的司法文书。
finding-translation-missing = { $document }：没有中文文本，亦未附中文译本。
finding-copies-too-few = { $document }：每一受送达人须一式两份，共需{ $needed }份，现附{ $given }份。
finding-document-not-listed = { $document }：不在安排所列司法文书之内。
finding-integrity-mismatch = { $document }：收到的文件与清单所载不符。
finding-electronic-transmission-unregulated = 文本未规定电子方式传递（{ $transmission }），仅适用于纸质文书。

## Findings: time

finding-hearing-already-past = 出庭日期{ $hearing }已过，仍应送达。
finding-hearing-before-service-is-due = 出庭日期{ $hearing }早于两个月送达期限届满日，应在合理期限内提出委托。
finding-execution-overdue = 送达期限已于{ $last-day }届满。
finding-served-after-last-day = 于{ $date }送达，晚于届满日{ $last-day }。
finding-forwarding-overdue = 转递或退回的期限已于{ $last-day }届满。

## Findings: the certificate of service

finding-certificate-missing = 未附送达回证或送达证明书。
finding-certificate-unsealed = 送达证明未加盖法院印章。
finding-certificate-without-result = 送达证明未写明是否送达。
finding-certificate-without-obstacle = 送达证明未写明妨碍送达的原因或者拒收事由。
finding-certificate-without-date = 送达证明未写明日期。
finding-date-of-service-not-stated = 送达证明未写明送达日期，当事人的期间由该日起算。
finding-papers-not-returned = 未能送达的，{ $papers ->
         [letter] 委托书
        *[documents] 全部文书
    }应随送达证明一并退回。
finding-certificate-after-wait = 证明于等待期间{ $last-day }届满后到达，其间所采取的措施应由法官审查。

## Findings: special methods and objections

finding-special-method-at-requester-cost = 所请求的特殊方式（{ $method }），费用由委托方负担。
finding-special-method-forbidden = 受委托方法律不允许所请求的特殊方式（{ $method }）。
finding-special-method-unclear = 受委托方法律是否允许所请求的特殊方式（{ $method }）尚不明确。
finding-objection-is-no-ground = 所提异议不构成拒绝的理由：{ $objection }。
finding-objection-calls-for-consultation = 文本未规定此项拒绝理由，由双方协商解决：{ $objection }。
objection-content-unfounded = 认为所诉内容无据
objection-exclusive-jurisdiction = 受委托方专属管辖
objection-outside-judicial-functions = 不属于法院职权范围
objection-basic-principles-of-law = 违反法律基本原则
objection-social-public-interest = 违反社会公共利益
objection-public-order = 违反公共秩序
objection-sovereignty-or-security = 损害主权或者安全

## Findings: forwarding

finding-forwarding-application-missing = 未附申请转递函。
finding-forwarding-application-unsealed = 申请转递函未加盖申请法院印章。
finding-destination-missing = 未说明委托书的送往地。
finding-court-may-deal-directly = 该法院可与{ $destination }直接相互委托，无须转递。

## Conclusions

conclusion-served = 已送达。
conclusion-deemed-served = 视为送达。
conclusion-not-served = 本次视为未能送达。
conclusion-method-unavailable = 该方式不能送达，应改用其他方式。
conclusion-pending = 期间尚未届满，送达与否未定。
conclusion-certificate-defective = 送达证明有欠缺，应重新出具。
conclusion-incomplete-notify = 未能完成或仅部分完成：书面通知委托方，材料无须退回。
conclusion-incomplete-return-papers = 未能完成或仅部分完成：书面说明并退回委托书及所附全部文件。
conclusion-incomplete-return-as-instructed = 未能完成或仅部分完成：书面说明，并按委托方指示退回材料。
conclusion-execute-in-part = 部分事项予以执行，其余不予协助。
conclusion-ordinary-method-only = 以通常方式执行，不采用所请求的特殊方式。
conclusion-refer-to-high-court = 本院无管辖权，报请高级人民法院处理；不属拒绝协助。
conclusion-reminder-due = 预期期间已过，可予催询。
conclusion-immunity-applies = 出庭人员享有豁免。
conclusion-immunity-ended = 出庭人员的豁免已终止。
conclusion-excluded = 此人在本案中不得被抽取或选定。
conclusion-alternate-promoted = 由下一名候补人员递补。
conclusion-vote-not-counted = 该表决不计入，意见记录在案。
conclusion-mediation-ended = 当事人不同意，调解终止。
conclusion-may-find-unascertainable = 人民法院可以认定不能查明。
conclusion-try-another-channel = 人民法院应当通过其他途径查明。

## Periods

period-execute-service = 完成送达的期限
period-execute-evidence = 完成取证的期限
period-internal-chain-service = 内部转递及送达的期限
period-immunity = 豁免期间
period-forward-request = 转递或退回委托书的期限
period-arrangement-wait = 依安排送达的等待期间
period-postal-wait = 邮寄送达的等待期间
period-announcement-wait = 公告送达期间
period-answer = 答辩期
period-appeal = 上诉期
period-juror-term = 人民陪审员任期
period-draw-jurors = 抽取人民陪审员的期限
period-request-jurors = 申请人民陪审员参加审判的期限
period-apply-for-confirmation = 申请司法确认的期限
period-conclude-mediation = 调解期限
period-identity-verification = 身份验证的期限
period-supplement-filing = 补正立案材料的期限
period-decide-filing = 立案审查期限

## Procedures

procedure-service-of-documents = 委托送达司法文书
procedure-taking-of-evidence = 委托提取证据
procedure-request-forwarding = 申请转递
procedure-domestic-service = 法院自行送达
procedure-juror-appointment = 人民陪审员任命
procedure-juror-draw = 抽取人民陪审员
procedure-panel-composition = 合议庭组成
procedure-mediator-accreditation = 调解员资格评审
procedure-mediator-appointment = 选定或指定调解员
procedure-mediation = 调解
procedure-judicial-confirmation = 司法确认
procedure-online-filing = 跨境网上立案
procedure-foreign-law = 域外法查明
procedure-evidence-production = 举证

## Stages

stage-outgoing = 发出前
stage-incoming = 收件时
stage-execution = 执行中
stage-return = 送回时
stage-follow-up = 后续

## Fields of law

case-category-civil-commercial = 民商事
case-category-labour = 劳动争议
case-category-criminal = 刑事
case-category-administrative = 行政
case-category-tax = 税务

## Kinds of authorities

authority-kind-supreme-court = 最高人民法院
authority-kind-high-court = 高级人民法院
authority-kind-intermediate-court = 中级人民法院
authority-kind-basic-court = 基层人民法院
authority-kind-district-court = 区域法院
authority-kind-tribunal = 审裁处
authority-kind-final-appeal-court = 终审法院
authority-kind-first-instance-court = 初级法院
authority-kind-liaison-authority = 联络机关
authority-kind-central-authority = 中央机关
authority-kind-procuratorate = 检察院
authority-kind-mediation-body = 调解组织
authority-kind-accreditation-body = 资格评审机构
authority-kind-law-ascertainment-body = 法律查明机构
authority-kind-foreign-court = 外国法院

## Persons

role-addressee = 受送达人
role-party = 当事人
role-witness = 证人
role-expert = 鉴定人
role-agent = 诉讼代理人
role-legal-representative = 法定代表人、主要负责人
role-representative-office = 代表机构
role-branch = 分支机构、业务代办人
role-related-entity = 关联主体
role-juror = 人民陪审员
role-mediator = 调解员

## Methods of service

method-arrangement = 依司法协助安排送达
method-treaty = 条约途径
method-diplomatic = 外交途径
method-consular = 领事途径
method-personal = 直接送达
method-leaving = 留置送达
method-litigation-agent = 向诉讼代理人送达
method-wholly-owned-enterprise = 向独资企业送达
method-representative-office = 向代表机构送达
method-branch = 向分支机构、业务代办人送达
method-co-defendant-entity = 向受送达人任法定代表人的共同被告送达
method-legal-representative = 向法定代表人、主要负责人送达
method-post = 邮寄送达
method-electronic = 电子送达
method-announcement = 公告送达
method-agreed-method = 受送达人同意的其他方式
method-substituted-service = 替代送达

## Electronic channels of service

channel-email = 电子邮件
channel-sms = 手机短信
channel-fax = 传真
channel-court-system = 法院送达平台

## Special methods that a letter may ask for; they share their argument with the methods of service

method-newspaper-advertisement = 报纸刊登公告
method-personal-delivery = 直接交付本人
method-cross-examination-by-counsel = 由律师交叉询问
method-sworn-testimony = 宣誓作证

## Ways in which a letter travels

transmission-post = 邮寄
transmission-platform = 通过网络平台
transmission-email = 电子邮件
transmission-post-to-addressee = 直接邮寄受送达人

## Acts of evidence

act-examine-witness = 询问证人
act-examine-party = 询问当事人
act-examine-expert = 询问鉴定人
act-obtain-documents = 取得书证
act-obtain-physical-evidence = 取得物证
act-obtain-audiovisual-material = 取得视听资料
act-obtain-electronic-data = 取得电子数据
act-inspect-property = 检查、拍摄、保存、保管或扣留财产
act-sample-property = 财产取样
act-experiment-on-property = 对财产进行试验
act-medical-examination = 身体检验
act-judicial-inspection = 勘验
act-expert-appraisal = 鉴定
act-other-evidence = 其他与诉讼有关的证据
act-appear-in-person = 出庭作证
act-provide-law-information = 法律查询

## Citations

citation-article = { $instrument }第{ $number }条{ $part }
citation-section = { $instrument }第{ $number }条{ $part }
citation-paragraph = { $instrument }第{ $number }段{ $part }

# The provision’s number is not verified, or the text is silent.
citation-whole = { $instrument }
citation-more = { $first }；{ $rest }

## Instruments

instrument-cn-hk-service-1999 = 《内地与香港相互委托送达司法文书的安排》
instrument-cn-hk-evidence-2017 = 《内地与香港相互委托提取证据的安排》
instrument-cn-mo-service-evidence-2001 = 《内地与澳门相互委托送达司法文书和调取证据的安排》
instrument-hk-mo-service-2017 = 《澳门与香港相互委托送达司法文书的安排》
instrument-cn-hk-mo-service-2009 = 《关于涉港澳民商事案件司法文书送达问题若干规定》
instrument-cn-cpl-2023 = 《民事诉讼法》（2023年修正）
instrument-cn-cpl-interpretation-2022 = 《关于适用〈民事诉讼法〉的解释》（2022年）
instrument-cn-evidence-provisions-2019 = 《关于民事诉讼证据的若干规定》（2019年）
instrument-cn-online-litigation-2021 = 《人民法院在线诉讼规则》
instrument-cn-online-filing-2021 = 《关于为跨境诉讼当事人提供网上立案服务的若干规定》
instrument-cn-assessors-law-2018 = 《人民陪审员法》
instrument-cn-assessors-interpretation-2019 = 《关于适用〈人民陪审员法〉若干问题的解释》
instrument-cn-invited-mediation-2016 = 《关于人民法院特邀调解的规定》
instrument-cn-foreign-law-interpretation-2023 = 《关于适用〈涉外民事关系法律适用法〉若干问题的解释（二）》
instrument-cn-treaty-requests-2013 = 《关于依据国际公约和双边司法协助条约办理司法文书送达和调查取证司法协助请求的规定》
instrument-cn-treaty-requests-rules-2013 = 《关于依据国际公约和双边司法协助条约办理司法文书送达和调查取证司法协助请求的规定实施细则》
instrument-cn-hague-measures-1992 = 《关于执行海牙送达公约的实施办法》
instrument-hague-service-1965 = 《海牙送达公约》
instrument-hague-evidence-1970 = 《海牙取证公约》
instrument-hk-cap-1 = 香港《释义及通则条例》（第1章）
instrument-hk-cap-8 = 香港《证据条例》（第8章）
instrument-hk-mediation-code = 《香港调解守则》
instrument-hk-gba-accreditation-2024 = 《粤港澳大湾区调解员资格评审规则（香港）》
instrument-gba-mediator-panel = 粤港澳大湾区调解员名册制度
instrument-mo-cpc = 澳门《民事诉讼法典》
instrument-cn-civil-code = 《民法典》

## Judicial holidays that a period overlaps

overlap-judicial-holidays-lunar-new-year = 期间内有澳门农历新年司法假期。
overlap-judicial-holidays-easter = 期间内有澳门复活节司法假期。
overlap-judicial-holidays-summer = 期间内有澳门暑期司法假期。
overlap-judicial-holidays-year-end = 期间内有澳门年末司法假期。

## Events that the rules read

event-received = 收到委托书或申请
event-forwarded = 转递本方其他法院
event-hearing = 开庭
event-supplement-requested = 通知补充
event-supplement-received = 收到补充材料
event-delivered-to-requested = 递交对方收件法院
event-posted = 邮寄
event-receipt-signed = 邮件回执签收
event-handed-over = 交付
event-refused-to-sign = 拒绝签收
event-left-at-place = 留置
event-message-arrived = 到达受送达人系统
event-system-success = 系统显示发送成功
event-arrival-proved = 受送达人证明的到达日期
event-read = 已阅知
event-mentioned-content = 受送达人提及送达内容
event-acted-on-content = 受送达人按送达内容履行
event-served-per-certificate = 送达证明所载送达日
event-announcement-ordered = 决定公告送达
event-announced = 公告发出
event-served = 送达
event-testimony-completed = 作证完毕
event-free-to-leave = 被告知无需再到庭
event-still-present = 仍逗留
event-appointed = 任命
event-drawn = 抽取
event-notice-received = 当事人收到告知
event-jurors-requested = 申请人民陪审员参加审判
event-recusal-upheld = 准许回避
event-accredited = 通过资格评审
event-panel-confirmed = 联席会议确认
event-papers-signed-for = 调解员签收材料
event-agreement-effective = 调解协议生效
event-confirmation-applied = 申请司法确认
event-registered = 网上立案注册
event-defect-notice = 补正通知
event-papers-complete = 材料齐全
event-law-period-end = 提供外国法律期限届满
event-evidence-period-end = 举证期限届满
event-expert-assistant-requested = 申请有专门知识的人出庭

## Findings: judicial holidays

finding-judicial-holidays-overlap = 期间与澳门司法假期（{ $overlaps }）重叠，但不因此中止。

## Findings: service by the court itself (SPC Provisions on Service in Hong Kong and Macao Cases; Civil Procedure Law)

finding-addressee-seat-unknown = 未说明受送达人的住所地，无从确定送达所适用的规定。
finding-method-not-chosen = 未指明送达方式。
finding-document-not-named = { $document }：安排所列司法文书未提及，但所列并非穷尽，仍予送达。
finding-method-not-provided = 对该受送达人，法律未规定以下送达方式：{ $method }。
finding-method-by-reference = 《规定》未列此方式（{ $method }），可以参照适用涉外民事诉讼程序的特别规定，是否参照由法院决定。
finding-method-for-individuals-only = 此方式仅适用于自然人。
finding-method-for-entities-only = 此方式仅适用于企业、其他组织。
finding-method-forbidden-by-state = 受送达人所在国法律禁止以下送达方式：{ $method }。
finding-method-not-agreed = 受送达人不同意此送达方式。
finding-agreement-not-stated = 未说明受送达人是否同意此送达方式。
finding-recipient-missing = 未列出可代为接受送达者：{ $role }。
finding-recipient-outside-mainland = 不在内地：{ $role }。
finding-not-in-mainland = 未见受送达人或者其法定代表人、主要负责人等可受直接送达之人在内地。
finding-receipt-excluded-by-power-of-attorney = 授权委托书明确表明诉讼代理人无权代为接收有关司法文书。
finding-branch-not-authorised = 分支机构或者业务代办人未获授权接受送达。
finding-enterprise-not-wholly-owned = 该企业并非受送达人的独资企业。
finding-addressee-does-not-represent-entity = 受送达人并非该法人或者其他组织的法定代表人或者主要负责人。
finding-entity-not-co-defendant = 该法人或者其他组织与受送达人并非共同被告。
finding-post-not-allowed-by-state = 未见受送达人所在国法律允许邮寄送达。
finding-consular-service-for-nationals-only = 使领馆代为送达仅限于具有中华人民共和国国籍的受送达人，应核实其国籍。
finding-proof-of-service-not-enclosed = 邮寄送达时应当附有送达回证。
finding-leaving-without-refusal = 留置送达以拒绝接收为前提，案卷未载拒收情况。
finding-refused-but-not-left = 受送达人拒绝签收，且未留置，尚不构成送达。
finding-mediation-statement-may-not-be-left = 调解书应当直接送达当事人本人，不适用留置送达。
finding-paper-copy-on-request = { $document }：以电子方式送达的，受送达人提出需要纸质文书，应当提供。
finding-e-service-without-consent = 受送达人未同意电子送达；须其回复、作出相应行为或者可证明已阅知，始生效力。
finding-e-address-not-confirmed = 受送达人同意电子送达，但未提供或者确认该电子地址。
finding-e-service-awaits-reaction = 已向受送达人本人的电子地址发送，尚未见其回复、阅知或者作出相应行为。
finding-read-receipt-may-be-rebutted = 系统反馈已阅知，推定完成有效送达；受送达人可以证明未收悉。
finding-announcement-before-other-methods = 公告送达为最后方式；以下方式可用而尚未穷尽：{ $methods }。
finding-announcement-beside-other-methods = 其他方式尚在进行，不得同时公告送达：{ $methods }。
finding-method-beside-announcement = 可以同时采取多种送达方式，但公告送达除外：{ $method }。
finding-announcement-in-summary-procedure = 适用简易程序的案件，不适用公告送达。
finding-announcement-not-published-there = 公告还应当在{ $jurisdiction }公开发行的报刊上刊登。
finding-announced-judgment-period-unsettled = 公告送达裁判文书的期间，《解释》仍为三个月，而2023年修正的法律为六十日，何者适用尚无定论。
finding-receipt-shown-after-wait = 等待期间于{ $last-day }届满之后始有可以认定送达的情形，其后果应由法官判断。
finding-earliest-success-decides = 多种方式均实现送达（{ $successes }），以最先实现送达的方式确定送达日期。
finding-established-day-differs = 法院认定的送达日期为{ $established }，而案卷所示为{ $shown }。
finding-answer-period-over = 答辩期已于{ $last-day }届满，准予延期的除外。
finding-appeal-period-over = 上诉期已于{ $last-day }届满，准予延期的除外。
finding-ruling-may-be-appealable = 部分裁定可以上诉；本裁定可否上诉及其期限，须由人员确认。

## Findings: evidence abroad (Civil Procedure Law, article 284)

finding-act-missing = 未指明取证事项。
finding-act-without-person = 未说明被询问人。
finding-act-through-treaty-or-diplomacy = 依照国际条约规定的方式，或者通过外交途径调查收集。
finding-consular-evidence-from-nationals-only = 使领馆代为取证仅限于具有中华人民共和国国籍的当事人、证人，应核实其国籍。
finding-consent-of-both-parties-missing = 以此方式取证须经双方当事人同意，该当事人未同意。
finding-parties-not-stated = 须经双方当事人同意，而所列当事人不足两方。
finding-evidence-method-forbidden-by-state = 证据所在国法律禁止以此方式取证。
finding-person-does-not-agree = 不同意以此方式接受询问：{ $role }。
finding-evidence-not-abroad = 该人在内地，不适用域外取证的规定。
finding-arrangement-on-evidence-exists = 在香港、澳门取证另有安排；可否参照本条，由法院决定。
