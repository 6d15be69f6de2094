### Outcomes

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
finding-sender-may-not-transmit = { $authority }（{ $kind }）不得依该安排或者公约直接发出请求，应通过有权机关转递。
finding-recipient-may-not-receive = { $authority }（{ $kind }）不是该安排或者公约规定的收件机关。
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
procedure-taking-of-evidence = 委托提取、调取证据
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
authority-kind-high-court = 高级人民法院或者高等法院
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
channel-post = 邮寄
channel-courier = 快递
channel-diplomatic = 外交途径
channel-consular = 领事途径
channel-by-hand = 当面递交

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

overlap-judicial-holidays-lunar-new-year = 农历新年
overlap-judicial-holidays-easter = 复活节
overlap-judicial-holidays-summer = 暑期
overlap-judicial-holidays-year-end = 年终

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
finding-relation-consented-to-orally = 调解员{ $relation }；各方当事人均已同意由其调解，但并非均为书面；书面同意记录在案之前，应当回避。
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
## Findings: SPC Provisions on Online Filing for Cross-Border Litigants (2021)

finding-not-a-cross-border-litigant = 跨境网上立案适用于外国人、港澳台地区居民、经常居所地位于国外或者港澳台地区的内地公民以及在该等地区登记注册的企业和组织；该当事人应依一般方式立案。
finding-co-litigant-from-the-mainland = 该当事人为内地当事人，与境外当事人共同起诉，可否一并网上立案，应由人员决定。
finding-domicile-not-stated = 未说明当事人的住所地或者登记地。
finding-filing-party-missing = 未列起诉的当事人。
finding-not-first-instance = 跨境网上立案仅限第一审起诉，本案为上诉。
finding-identity-result-overdue = 告知身份验证结果的期限已于{ $last-day }届满。
finding-power-of-attorney-not-witnessed = 授权委托书既未经法官视频见证签署，亦未经公证。
finding-defects-noticed-twice = 补正事项应当一次性告知，本案再次发出补正通知。
finding-supplement-outstanding = 已通知补正，补正期限至{ $last-day }届满。
finding-supplement-not-handed-in = 至{ $last-day }未补正，立案材料退回。
finding-supplement-too-late = 于{ $handed-in }补正，晚于届满日{ $last-day }。
finding-filing-decision-overdue = 决定是否立案的期限已于{ $last-day }届满。

## Findings: SPC Interpretation on the Ascertainment of Foreign Law (2023)

finding-law-not-named = 未说明须查明何地法律。
finding-law-is-not-foreign = 内地法律无须作为外国法律查明。
finding-regional-law-by-reference = 查明{ $jurisdiction }法律，可以参照适用查明外国法律的规定。
finding-no-channel-tried = 尚未采用任何查明途径；当事人未选择适用外国法律的，由人民法院查明。
finding-case-law-not-in-full = 判例法应当提交判例全文。
finding-qualification-proof-missing = 未附法律查明服务机构或者法律专家的资质证明。
finding-no-interest-statement-missing = 未附与案件无利害关系的书面声明。
finding-law-period-runs = 提供外国法律的期限至{ $last-day }届满。
finding-law-period-not-fixed = 人民法院尚未确定当事人提供其所选择法律的期限。
finding-reason-for-delay = 已说明未能按期提供法律的理由；当事人申请延长期限的，人民法院视情可予准许。
finding-macao-court-may-be-asked = 可依安排请求澳门法院提供澳门法律。

## Findings: SPC Provisions on Evidence in Civil Proceedings (2019)

finding-proof-formality-missing = { $document }（{ $jurisdiction }）：在当地形成的证据未履行相关的证明手续。
finding-foreign-document-unproved = { $document }：在外国形成，未履行证明手续；如属公文书证或者涉及身份关系的证据，应当履行。
finding-evidence-period-too-short = 举证期限为{ $given }日，不得少于{ $least }日。
finding-evidence-period-too-long = 举证期限为{ $given }日，不得超过{ $most }日。
finding-evidence-period-usually-shorter = 举证期限为{ $given }日，一般不得超过{ $most }日。
finding-trial-procedure-not-stated = 未说明适用的审理程序，举证期限因程序而异。
finding-expert-assistant-too-late = 于{ $asked }申请有专门知识的人出庭，举证期限已于{ $last-day }届满。
finding-expert-assistants-too-many = 每一方当事人可以申请一至二名有专门知识的人出庭，所申请者超出此数。
finding-expert-assistant-speaks-for-party = 有专门知识的人就专业问题提出的意见视为当事人的陈述；不得参与专业问题以外的法庭审理活动。

## Technical means of examining somebody; they share their argument with the methods of service

method-video = 视频方式
method-audio = 音频方式
method-instant-messaging = 即时通讯方式

## Switches, where the texts are silent, and what each of their values means

setting-hk-calendar = 约束香港一方的期间所用日历
setting-hk-calendar-HK-general = 公众假日
setting-hk-calendar-HK-court = 法院办事处休息日
setting-mo-half-day = 届满日为澳门部分时间豁免上班日
setting-mo-half-day-closed = 视为休息
setting-mo-half-day-open = 视为办公
setting-mo-judicial-holidays = 法院之间的期限遇澳门司法假期
setting-mo-judicial-holidays-warn = 作出提示，期限不中止
setting-mo-judicial-holidays-ignore = 不作提示
setting-rest-day-receipt = 休息日收件
setting-rest-day-receipt-same-day = 当日视为收到
setting-rest-day-receipt-next-working-day = 下一工作日视为收到
setting-supplement-clock = 通知补充后的执行期限
setting-supplement-clock-runs = 继续计算
setting-supplement-clock-restarts = 自收到补充材料起重新计算
setting-forward-clock = 转递其他法院后的执行期限
setting-forward-clock-first-receipt = 自首次收到起算
setting-forward-clock-forwarding = 自转递起算
setting-deemed-date-roll = 等待期间的届满日为休息日
setting-deemed-date-roll-roll = 顺延至下一工作日
setting-deemed-date-roll-no-roll = 不顺延
setting-hk-mo-announcement = 对香港、澳门受送达人的公告期间
setting-hk-mo-announcement-three-months = 三个月
setting-hk-mo-announcement-sixty-days = 六十日
setting-art-12-date = 依安排送达期间出现可以认定收悉的事实时，视为送达之日
setting-art-12-date-fact-date = 该事实发生之日
setting-art-12-date-expiry-date = 等待期间届满之日
setting-unconsented-e-service-date = 未经同意的电子送达之日
setting-unconsented-e-service-date-day-of-reaction = 受送达人作出反应之日
setting-unconsented-e-service-date-arrival = 到达之日
setting-juror-draw-count = “开庭七日前”抽取人民陪审员的最后一日
setting-juror-draw-count-lenient = 开庭前第七日
setting-juror-draw-count-strict = 开庭前第八日
setting-juror-term-end = 人民陪审员五年任期的最后一日
setting-juror-term-end-anniversary = 对应日
setting-juror-term-end-day-before = 对应日的前一日
setting-lawyer-scope = 不得担任人民陪审员的律师
setting-lawyer-scope-any-jurisdiction = 任何法域的律师
setting-lawyer-scope-mainland-only = 仅内地律师
setting-address-detail-required = 足够详细的地址
setting-address-detail-required-full = 完整地址
setting-address-detail-required-incomplete = 不完整的地址亦可
setting-unlisted-document = 不在封闭清单之内的文书
setting-unlisted-document-return = 退回
setting-unlisted-document-flag = 提示
setting-non-civil-matter = 非民商事案件
setting-non-civil-matter-refuse = 拒绝
setting-non-civil-matter-return = 退回
setting-unregulated-electronic-transmission = 文本未作规定的电子方式传递
setting-unregulated-electronic-transmission-return = 退回
setting-unregulated-electronic-transmission-flag = 提示
setting-act-outside-list = 不在封闭清单之内的取证事项
setting-act-outside-list-refuse = 拒绝
setting-act-outside-list-return = 退回
setting-integrity-mismatch = 与文件清单不符的文件
setting-integrity-mismatch-return = 退回
setting-integrity-mismatch-flag = 提示
setting-unlawful-special-method = 受委托方法律禁止的特殊方式
setting-unlawful-special-method-ordinary-method = 以通常方式执行
setting-unlawful-special-method-return = 退回
## Findings: cn-hk-evidence-2017

finding-no-proceedings = 没有需要该证据的诉讼；本安排仅适用于为诉讼提取证据。
finding-proceedings-only-contemplated = 诉讼尚未提起；文本所称为正在进行的审理程序，是否适用须由人员判断。
finding-received-before-entry-into-force = 委托书于本安排{ $since }生效前收到，依此前法律考虑及执行。
finding-outside-the-liaison-authorities = 委托书未经联络机关；委托提取证据须通过双方指定的联络机关进行。
finding-case-number-missing = 未写明案号；所获证据材料只能用于委托书所述的相关诉讼。
finding-act-outside-list = { $act }：不属于本安排就此方向所列的委托事项范围。
finding-taken-by-another = { $act }：拟由他人取证；依本安排，应由受委托方根据本辖区法律规定安排取证。
finding-special-method-to-be-decided = 是否按所请求的特殊方式（{ $method }）执行，由受委托方决定；额外费用由委托方承担，应先行协商。
finding-technical-method-forbidden = 受委托方法律不允许{ $technique ->
         [video] 以视频方式
         [audio] 以音频方式
        *[instant-messaging] 以即时通讯方式
    }取证。
finding-technical-method-unclear = 受委托方法律是否允许{ $technique ->
         [video] 以视频方式
         [audio] 以音频方式
        *[instant-messaging] 以即时通讯方式
    }取证尚不明确。
finding-technical-method-to-be-decided = 文本未提及{ $technique ->
         [video] 以视频方式
         [audio] 以音频方式
        *[instant-messaging] 以即时通讯方式
    }取证；由受委托方按特殊方式决定。
finding-presence-to-be-decided = { $who ->
         [judicial-officer] 委托方司法人员
         [counsel] 当事人的诉讼代理人（法律代表）
        *[party] 有关当事人
    }可否到场，由受委托方按照其辖区内法律规定考虑批准；批准同意的，应将取证时间、地点通知委托方联络机关。
finding-questions-by-attendee-to-be-decided = 到场人员可否发问，由受委托方按照其辖区内法律规定考虑批准。
finding-seal-not-admitted = 委托书所盖印章（{ $sealed-by }）不符合要求：应为最高人民法院、高级人民法院或者香港特别行政区高等法院的印章。
finding-issuer-is-no-court = 委托书应写明委托方出具委托书的法院；{ $named }不是该方法院。
finding-trial-court-not-named = 未写明审理相关案件的法院名称。
finding-case-background-missing = 未写明案件基本情况（案情摘要、诉讼性质及正在进行的审理程序）。
finding-reason-missing = 未写明需委托提取证据的原因。
finding-contact-person-missing = 未写明委托方的联络人。
finding-contact-details-missing = 未写明委托方联络人的联络信息。
finding-person-not-named = { $role }：未写明姓名或者名称。
finding-person-address-missing = { $role }：未写明地址。
finding-no-act-requested = 委托书未列明委托事项。
finding-identification-missing = { $role }：未提供身份或者联系信息。
finding-person-not-identified = { $act }：未写明对象为何人。
finding-questions-missing = { $act }：未附询（讯）问的事项或者问题清单。
finding-documents-not-specified = { $act }：仅概括列明一类文件，应指明具体文件。
finding-documents-not-described = { $act }：未写明需取得的文件或者物品。
finding-subject-not-stated = { $act }：未写明标的。
finding-consult-on-costs = 属非一般性开支（{ $cost ->
         [interpreter] 口译费用
         [translation] 翻译费用
         [expert] 专家费用
         [appraisal] 鉴定费用
        *[special-method] 特殊方式取证的额外费用
    }），由委托方承担；应先与委托方协商是否继续执行。
finding-ordinary-costs = 证人费用属一般性开支，由受委托方承担。
finding-evidence-target-passed = 应尽量不迟于{ $last-day }完成取证；委托并不因此失效。
finding-lawful-refusal-to-testify = 证人根据受委托方法律规定可拒绝提供证言；应书面通知委托方。
finding-refusal-rests-on-other-law = 拒绝提供证言所依据的是委托方法律，而文本所称为受委托方法律，须由人员判断。
finding-written-reply-missing = 未附书面回复。
finding-result-not-stated = { $act }：未写明是否完成。
finding-reasons-for-non-execution-missing = 未能完成或者只能部分完成，但未书面说明原因。
finding-return-instruction-missing = 委托方未指示退回哪些材料，应予询问。
finding-papers-not-returned-as-instructed = 委托方指示退回委托书所附{ $instruction ->
         [all] 全部材料
        *[unexecuted-part] 未执行部分的材料
    }，但未随附。
finding-use-in-another-case = 证据材料系为{ $case }号案件提取，不得用于{ $intended }号案件。

## Findings: hk-cap-8

finding-no-court-outside-hong-kong = 请求未显示由香港以外的法院或者审裁处发出，或者代其发出。
finding-not-civil-proceedings = 案件（{ $category }）不属该条例所称的民事法律程序。
finding-proceedings-not-contemplated = 请求法院既无已提起的民事法律程序，亦无拟提起者；法院无权命令取证。
finding-no-evidence-in-hong-kong = { $act }：不属在香港取得证据，不能作出命令。
finding-step-not-known-to-be-available = { $act }：在香港民事法律程序中可否要求采取此步骤，由法院决定。
finding-general-discovery-asked-for = { $act }：不得要求概括披露；只可命令交出指明的个别文件。
finding-holder-not-named = { $act }：未写明文件可能由何人管有、保管或者控制。
finding-conduct-money-due = 被要求到场的人有权获付交通费、开支及时间损失的款项。
finding-witness-exempt = 不得强迫证人提供该证据。
finding-exemption-not-made-out = 所主张的豁免依据委托方法律，但请求书未予载明，申请人亦未承认，证人不因此获豁免；如此取得的证据应予扣存，待请求法院就该主张作出决定。
finding-letter-not-in-official-language = 请求书并非以香港法定语文写成，亦未附中文或者英文译本。
## Findings: Mainland–Macao service and evidence (2001, amended 2020)

finding-received-before-commencement = 委托书于安排生效之日（{ $in-force }）前收到，不适用本安排。
finding-received-before-amendment = 委托书于修改文本生效之日（{ $in-force }）前收到，适用2001年的文本。
finding-posted-although-platform-works = 司法协助网络平台可以使用，委托书仍以邮寄方式转递；邮寄仅用于不能通过平台转递的情形。
finding-transmission-not-provided-for = 安排仅规定通过司法协助网络平台转递，不能通过平台的采用邮寄方式；未规定此种方式：{ $transmission }。
finding-address-outside-area = 该地址不在{ $authority }的管辖区域内，应报请高级人民法院处理。
finding-supplement-leaves-the-limit = 已于{ $asked }通知补充；安排未规定期限因此中止，期限继续计算。
finding-evidence-overdue = 调取证据的期限已于{ $last-day }届满。
finding-ground-to-refuse = 属于安排规定的可以不予执行的情形，应及时向委托方书面说明原因：{ $objection }。
finding-prepayment-may-be-asked = 预计将发生鉴定人、证人、翻译人员或者特殊方式的费用，受委托方有权要求预付。
finding-prepayment-waived = 预计将发生鉴定人、证人、翻译人员或者特殊方式的费用，受委托方未要求预付。
finding-prepayment-without-cost = 已要求预付费用，但未说明费用项目；可要求预付的仅限鉴定人、证人、翻译人员和特殊方式的费用。
finding-neither-seal-nor-signature = 委托书既未加盖委托方法院印章，亦无法官签名。
finding-document-not-named = { $document }：安排所列司法文书未提及，但所列并非穷尽，仍予送达。
finding-certificate-without-method = 送达证明未注明送达的方法。
finding-certificate-without-place = 送达证明未注明送达的地点。
finding-certificate-without-recipient = 送达证明未注明司法文书接收人的身份。
finding-leaving-not-recorded = 留置送达，但未记明见证人，亦无拍照或者录像记录。
finding-no-litigation = 所请求的证据并非用于诉讼。
finding-litigation-only-contemplated = 诉讼尚未提起；是否可为拟提起的诉讼请求调取证据，尚不确定。
finding-act-unrelated-to-litigation = { $act }：与诉讼无关，该事项不予执行。
finding-parties-missing = 委托书未写明当事人。
finding-person-without-address = 未写明地址：{ $role }。
finding-act-not-specified = { $act }：未写明具体对象。
finding-examined-person-missing = { $act }：委托书未写明有关人员。
finding-measure-beyond-evidence = { $act }：保存、保管或者扣留财产可能超出调取证据的范围。
finding-time-and-place-to-be-notified = 应当将取证的时间、地点通知委托方，以便有关人员出席。
finding-officer-asks-to-attend = 委托方请求派司法人员出席，由受委托方决定是否允许。
finding-officer-asks-to-put-questions = 出席的司法人员请求发问，由受委托方决定是否允许。
finding-testimony-refused = 有关人员根据受委托方法律拒绝作证，应书面通知委托方。
finding-exemption-of-the-requesting-side = 有关人员根据委托方法律拒绝作证；安排仅提及受委托方法律。
finding-written-statement-missing = 未附书面说明，不知完成情况或者妨碍调取证据的原因。
finding-evidence-papers-not-returned = 委托以邮寄方式进行而未能全部完成的，{ $papers ->
         [letter] 委托书
        *[attachments] 所附文件
    }应及时退回。
finding-consent-to-travel-needed = 未说明该人员是否同意前往出庭；未经本人同意不得安排：{ $role }。
finding-travel-without-consent = 该人员不同意前往出庭，不能安排：{ $role }。
finding-travel-costs-prepaid = 前往出庭的费用及补偿由委托方法院预付：{ $role }。
finding-immunity-not-certain = 该人员出庭期间是否享有豁免尚不确定，应在其启程前明确：{ $role }。
finding-stayed-beyond-immunity = 于{ $seen }仍在或者又在当地，已过豁免的最后一日{ $last-day }。
finding-consent-to-video-needed = 未说明该人员是否同意通过视频、音频作证；未经同意的，采用通常方式。
finding-video-without-consent = 该人员不同意以该技术方式作证，采用通常方式。
finding-technical-method-not-provided-for = 安排仅规定证人、鉴定人可以通过视频、音频作证；其他人员或者方式属特殊方式，由受委托方审查。
finding-law-not-specified = 未说明需要查询的法律。
finding-law-of-another-side = 受委托方仅查询并提供本辖区的法律，不包括{ $jurisdiction }的法律。
## Findings: Hong Kong–Macao service

finding-arrangement-is-on-service-only = 该安排仅适用于委托送达司法文书，不适用于调取证据。
finding-general-law-on-evidence = 双方之间没有调取证据的安排，应依取证一方的一般法律（{ $instrument }）办理，由人员判断。
finding-not-yet-in-force = 该安排自{ $first-day }起生效，不适用于此前的委托。
finding-documents-not-listed-in-letter = 委托书或者请求书未列明所附文书。
finding-listed-document-missing = { $document }：已列明，但未附。
finding-document-not-in-letter-list = { $document }：已附，但未列明。
finding-refusal-ground-unverified = 该安排是否规定此项拒绝理由尚未核实，由人员判断：{ $objection }。

## Findings: the Hague Service Convention

finding-form-neither-signed-nor-sealed = 请求书格式文本未签名，亦未盖章。
finding-language-not-accepted = { $document }：文本及所附译文均非可接受的文字（{ $languages }）。
finding-addressee-may-decline = { $document }：仅作递交的，无须译文，但收件人可以不自愿接受。
finding-translation-may-be-required = { $document }：仅有中文，被请求国可能要求译文。
finding-direct-post-opposed = 文书直接邮寄受送达人；内地反对邮寄送达，未经主管机关准许不得在内地送达文书。
finding-direct-post-not-opposed = 文书直接邮寄受送达人；目的地对此不持异议。
finding-direct-post-may-be-opposed = 文书拟直接邮寄受送达人；目的地国可能提出反对。
finding-convention-ground-to-refuse = 属公约规定的拒绝理由：{ $objection }。
finding-own-law-ground-to-refuse = 属被请求方法律规定的拒绝理由：{ $objection }。
finding-hearing-past-text-silent = 出庭日期{ $hearing }已过，公约未规定是否仍应送达。
finding-default-judgment-possible = 请求书转递已满六个月而未收到证明书；经合理努力仍未获得的，法官可以作出判决。

## Findings: the Hague Evidence Convention

finding-neither-commenced-nor-contemplated = 证据不用于已经开始或者即将开始的司法程序，不属公约范围。
finding-act-outside-convention = { $act }：不属公约所称调取证据。
finding-letter-sent-to-the-person = 请求书直接寄给有关人员，未送交指定的接收机关。
finding-person-to-examine-not-named = 未写明需询问或者检验的人。
finding-language-perhaps-accepted = { $document }：该文字是否可接受尚不确定，由人员判断。
finding-judicial-presence-not-declared = 请求方的司法人员仅在对方作出声明并经准许时方可到场，未知有此声明。
finding-privilege-not-confirmed = 拒绝作证的特权依请求方法律，但请求书未载明，请求方亦未确认，应请其确认。
finding-cost-for-the-requesting-side = 被请求方可以要求请求方偿付{ $cost ->
         [interpreter] 译员的报酬
         [special-method] 特殊方式产生的费用
        *[expert] 鉴定人的报酬
    }。
finding-cost-for-the-requested-side = 不要求请求方偿付{ $cost ->
         [interpreter] 译员的报酬
         [expert] 鉴定人的报酬
         [appraisal] 鉴定人的报酬
         [special-method] 特殊方式产生的费用
         [translation] 翻译费用
        *[witness] 证人的费用
    }。
finding-prepayment-not-provided-for = 公约仅规定偿付，未规定预付，应与请求方商定。
finding-commissioner-not-admitted = 特派员不得在被请求方取证：公约第二章仅适用第十五条。
finding-commissioner-needs-permission = 特派员取证须经指定机关许可；公约第二章的适用范围尚未核实。
finding-consul-for-own-nationals-only = 领事官员仅可向其本国公民取证，且不得采取强制措施，应核对该人的国籍。
finding-consul-needs-permission = 领事官员在被请求方取证须经许可，仅可向其本国公民取证，且不得采取强制措施。
finding-general-discovery = 请求书要求出示某一类文件；依被请求方的声明，仅执行明确列明的文件。
finding-general-discovery-elsewhere = 请求书要求出示某一类文件；被请求国可能已声明不予执行。
finding-connection-not-stated = 请求书未说明所列文件与案件标的有直接密切的联系。
finding-documents-not-connected = 所列文件与案件标的没有直接密切的联系。

## Findings: evidence and certificates, by any instrument

## Findings: the Mainland’s measures for the Hague Service Convention

finding-addressee-may-refuse-without-chinese = { $document }：未附中文译本，受送达人有权以此为由拒收，拒收的应在送达回证上注明。
finding-refusal-not-noted = 受送达人拒收，送达回证未注明。
finding-translation-for-abroad-missing = { $document }：向国外送达的文书应附相应文字的译本，现未附。
finding-third-copy-for-the-ministry = 经司法部向国外送达的文书应一式三份，现不足三份。

## Findings: the Mainland’s provisions on requests under treaties

finding-translation-bears-court-seal = { $document }：翻译件加盖了{ $sealed-by }印章；翻译件不加盖人民法院印章。
finding-translation-not-certified = { $document }：翻译机构或者翻译人员未签名或者盖章证明译文与原文一致。
finding-hearing-leaves-little-time = 开庭日期{ $hearing }距今不足六个月，应核对预留的域外送达时间是否充足。
## Findings: service by the court itself (SPC Provisions on Service in Hong Kong and Macao Cases; Civil Procedure Law)

finding-addressee-seat-unknown = 未说明受送达人的住所地，无从确定送达所适用的规定。
finding-method-not-chosen = 未指明送达方式。
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
