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
instrument-hk-gba-accreditation-2024 = 《粤港澳大湾区调解员资格资历评审细则（香港特别行政区）》
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

## Findings: mediators, by any instrument

finding-mediator-missing = 未列明调解员。
finding-mediator-not-agreed = 一方当事人不同意该调解员，应另行选定或者指定。
finding-relation-consented-to = 调解员{ $relation }；各方当事人均已书面同意由其调解。
relation-near-relative-of-party = 是一方当事人的近亲属
relation-near-relative-of-agent = 是一方代理人的近亲属
relation-shareholding-in-party = 持有一方当事人的股权
relation-interest-in-outcome = 与纠纷有利害关系
relation-worked-for-party = 曾为一方当事人工作
relation-other-relation = 与当事人、代理人有其他关系，可能影响公正调解
relation-agent = 曾在本纠纷中担任一方代理人
relation-expert = 曾在本纠纷中担任鉴定人
relation-interpreter = 曾在本纠纷中担任翻译人员
relation-witness = 曾在本纠纷中作证
role-interpreter = 翻译人员

## Findings: invited mediation

finding-mediator-refused = 一方当事人不同意所指定的调解员，视为不同意调解。
finding-chosen-from-another-list = 调解员系从{ $panel ->
         [gba-panel] 粤港澳大湾区调解员名册
        *[local] 本地名册
    }中选定；当事人应当在本院或者上级法院的特邀调解员名册中协商确定，请核对其是否在册。
finding-several-mediators = 调解员共{ $count }名：特邀调解一般由一名调解员进行；重大、疑难、复杂或者当事人要求的，可以由两名以上调解员调解，并由特邀调解组织或者人民法院指定一名主持。
finding-relation-consented-to-orally = 调解员{ $relation }；各方当事人均已同意由其调解，但并非均为书面，应当记录在案。
finding-relation-without-consent = 调解员{ $relation }，且未经各方当事人同意，应当回避。
finding-mediator-in-later-role = 曾调解本纠纷的调解员，不得在后续的诉讼程序中担任该案的{ $role }。
finding-statement-made-in-mediation = 当事人为达成调解协议作出妥协而认可的事实，未经各方当事人同意，不得在诉讼程序中作为对其不利的根据。
finding-mediation-period-over = 调解期限已于{ $last-day }届满，未达成调解协议。除双方当事人同意延长外，应当终止调解，{ $referral ->
         [pre-filing] 将起诉状等材料移送人民法院依法登记立案
        *[post-filing] 转入审判程序审理
    }。
finding-mediation-period-unknown = 调解员已签收材料，但未说明是立案前委派还是立案后委托，或者未说明所适用的程序，无法确定调解期限。
finding-procedure-excludes-mediation = 适用特别程序、督促程序、公示催告程序的案件，不得调解。
finding-list-entry-is-for-the-court = 申请人是否品行良好、公道正派、具有沟通协调能力，由建立名册的法院判断；入册前由法院组织培训，入册后颁发证书。
finding-record-to-be-weighed = 申请人有受惩处的记录，由法院酌情判断。

## Findings: the panel of Greater Bay Area mediators

finding-confirmation-to-follow = 本地评审认可后，须经粤港澳大湾区调解工作委员会审核同意，并由联席会议确定，方可作为大湾区调解员选定。
finding-panel-entry-not-confirmed = 该调解员已通过本地评审，但尚未经联席会议确定，不得作为大湾区调解员选定。
finding-not-accredited-for-the-panel = 该调解员未经本地评审认可，亦未经联席会议确定，不得作为大湾区调解员选定。
finding-accreditation-criteria-not-read = 尚未取得该方评审细则所定条件的文本，申请须由人员审查。
finding-relation-to-be-weighed = 调解员{ $relation }；未查得规定其后果的文本，须由人员判断。
finding-objection-to-be-weighed = 一方当事人不同意该调解员；未查得规定其后果的文本，须由人员判断。

## Findings: accreditation through Hong Kong

finding-applicant-missing = 未列明申请人。
finding-constitution-not-upheld = 申请人不符合拥护宪法、两部基本法和“一国两制”的要求。
finding-course-not-completed = 申请人未完成指定的粤港澳大湾区调解员培训课程。
finding-record-bars-accreditation = 申请人有因不良名誉或者违反职业道德受惩处的记录。
finding-too-little-work-experience = 申请人的工作经验不满五年。
finding-too-few-cases-mediated = 申请人累计完成调解的个案不足五宗。
finding-too-little-experience-as-mediator = 申请人的调解员工作经验不满三年。
finding-criterion-not-stated = 申请未说明{ $criterion ->
         [upholds-constitution] 是否拥护宪法、两部基本法和“一国两制”
         [gba-course-completed] 是否已完成粤港澳大湾区调解员培训课程
         [disciplinary-record] 有无受惩处的记录
         [work-years] 工作经验年数
         [mediation-cases] 完成调解的个案数
        *[mediator-years] 调解员工作经验年数
    }。

## Findings: Hong Kong Mediation Code

finding-relation-without-written-consent = 调解员{ $relation }，且未事先取得各方当事人的书面同意。
finding-leave-needed-for-mediation-communication = 调解通讯属保密，即使当事人同意，亦须经法院或审裁处许可方可接纳为证据（香港《调解条例》第620章第9、10条）。
finding-mediator-proposed-for-later-role = 拟由调解员在后续程序中担任{ $role }；是否符合保密和公正的要求，须由人员判断。

## Findings: judicial confirmation of mediation agreements

finding-application-not-joint = 申请并非由双方当事人共同提出。
finding-application-too-late = 申请于{ $applied }提出，已逾届满日{ $last-day }。
finding-agreement-not-in-effect = 未说明调解协议的生效日期，或者协议尚未生效；三十日自生效之日起算。
finding-mediated-by-an-individual = 调解协议由个人主持达成，并非经依法设立的调解组织调解，不能申请司法确认。
finding-mediation-body-not-stated = 未证明由何调解组织主持调解。
finding-confirmation-court-to-be-checked = { $kind }：作出邀请的人民法院，或者纠纷应当由其管辖的中级人民法院，方可受理；否则应向基层人民法院提出。
finding-not-a-court-for-confirmation = { $kind }：司法确认申请应当向人民法院提出。
finding-mediation-agreement-missing = 未附调解协议。
finding-agreement-in-pending-case = 调解协议系立案后达成，由人民法院审查并制作调解书，或者由当事人申请撤诉。
finding-ruling-to-follow = 一般由审判员一人独任审理，自立案之日起三十日内审结，一审终审；符合法律规定的，裁定调解协议有效，可以申请执行；不符合的，裁定驳回申请。

## Findings: People’s Jurors Law

finding-juror-not-upholding-constitution = 候选人不拥护中华人民共和国宪法。
finding-juror-under-age = 于{ $on }未满二十八周岁。
finding-education-below-senior-secondary = 未达高中文化程度；人民陪审员一般应当具有高中以上文化程度，须由人员决定。
finding-juror-particular-missing = 未列明{ $particular ->
         [date-of-birth] 出生日期
         [education] 文化程度
         [list-of] 所属人民陪审员名单的法院
         [cases-this-year] 本年度已参加审判的案件数量
        *[upholds-constitution] 是否拥护宪法
    }。
finding-juror-in-barred-office = 人民代表大会常务委员会的组成人员，监察委员会、人民法院、人民检察院、公安机关、国家安全机关、司法行政机关的工作人员，不能担任人民陪审员。
finding-juror-in-barred-profession = { $profession ->
         [arbitrator] 仲裁员
         [grass-roots-legal-worker] 基层法律服务工作者
         [notary] 公证员
        *[lawyer] 律师
    }不能担任人民陪审员。
finding-lawyer-of-another-bar = 此人为内地以外的律师；依现行设置，仅内地律师不能担任人民陪审员。
finding-juror-barred-by-record = 不得担任人民陪审员：{ $record ->
         [criminal-punishment] 受过刑事处罚
         [dismissed-from-public-office] 被开除公职
         [licence-revoked] 被吊销律师、公证员执业证书
         [dishonest-judgment-debtor] 被纳入失信被执行人名单
        *[removed-as-juror] 因受惩戒被免除人民陪审员职务
    }。
finding-juror-quota-too-small = 人民陪审员名额为{ $quota }名，不得低于本院法官数的三倍，即{ $needed }名。
finding-appointment-not-by-basic-court = 人民陪审员由基层人民法院院长提请任命；上级法院从其辖区内基层人民法院的名单中抽取。
finding-application-share-exceeded = 经个人申请和推荐产生的人民陪审员为{ $given }名，不得超过名额数的五分之一，即{ $allowed }名。
finding-application-share-not-stated = 未列明本院经个人申请和推荐产生的人民陪审员人数；不得超过名额数的五分之一。
finding-second-term-as-juror = 此人曾被任命为人民陪审员，一般不得连任。
finding-juror-term-over = 任期已于{ $last-day }届满，早于开庭日。
finding-juror-term-unknown = 没有可据以计算任期的任命记录。
finding-jurors-in-second-instance = 人民陪审员仅参加第一审案件的审判；第二审案件由审判员组成合议庭审理。
finding-single-judge-tries-the-case = 适用简易程序的案件由审判员一人独任审理，人民陪审员不参加。
finding-juror-had-another-role = 该人民陪审员担任过本案的{ $earlier-role ->
         [agent] 诉讼代理人
         [expert] 鉴定人
         [interpreter] 翻译人员
        *[witness] 证人
    }，应当回避。
finding-juror-on-another-list = 该人民陪审员在{ $authority }的名单上，本院不得从该名单中抽取。
finding-subordinate-courts-not-stated = 未列明本院辖区内的基层人民法院，无法审查可否从该名单中抽取。
finding-panel-not-allowed = 法官{ $judges }人、人民陪审员{ $jurors }人：有人民陪审员参加的合议庭，应为由法官担任审判长的三人合议庭，或者由法官三人与人民陪审员四人组成的七人合议庭。
finding-panel-of-even-number = 审判员{ $judges }人：合议庭的成员人数必须是单数。
finding-panel-not-stated = 未同时列明合议庭的法官人数和人民陪审员人数。
finding-vote-on-law-by-juror = 七人合议庭中，人民陪审员对法律适用可以发表意见，但不参加表决；其意见记录在卷。

## Findings: interpretation of the People’s Jurors Law

finding-jurors-requested-too-late = 申请人民陪审员参加审判的期限已于{ $last-day }届满。
finding-notice-of-right-not-recorded = 没有当事人收到申请权利通知的记录，申请期限尚未起算。
finding-draw-too-late = 应当在开庭七日前，即最迟于{ $last-day }抽取人民陪审员；须另定开庭日期。
finding-hearing-not-fixed = 尚未确定开庭日期，无法审查抽取是否及时。
finding-no-jurors-in-this-procedure = { $trial-procedure ->
         [payment-order] 督促程序
         [public-summons] 公示催告程序
        *[special] 特别程序
    }案件，人民陪审员不参加审理。
finding-juror-mediated-the-dispute = 该人民陪审员曾任本案纠纷的调解员，不得参与审理。
finding-annual-cap-reached = 该人民陪审员本年度已参加审判{ $cases }件，已达本院确定的上限{ $cap }件。
finding-annual-cap-above-thirty = 本院确定的年度上限为{ $cap }件，一般不应超过三十件。
finding-annual-cap-not-stated = 未列明本院确定的年度上限，按三十件计。
finding-alternate-steps-in = 按递补顺序，由该候补人民陪审员递补经准许回避的人民陪审员。
finding-alternates-exhausted = 人民陪审员经准许回避，已无候补人选；另行抽取前合议庭组成不完整。
finding-recused-juror-not-named = 已准许回避，但未列明何人回避。
