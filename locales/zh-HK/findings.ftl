### Outcomes

outcome-accept = 符合要求
outcome-accept-with-flags = 符合要求，附提示事項
outcome-return-for-supplement = 退回補充
outcome-refuse = 拒絕
outcome-none = 本階段不作結論

## Severities

severity-refuse = 不予協助
severity-correct = 須補正
severity-flag = 提示
severity-inform = 說明

## Findings: a requirement that is met

finding-satisfied = 符合。

## Findings: scope and channel

finding-outside-civil-and-commercial = 案件（{ $category }）不屬民商事案件，不在適用範圍內。
finding-labour-not-mentioned = 文本沒有提及勞資案件，是否適用須由人員決定。
finding-sender-may-not-transmit = { $authority }（{ $kind }）不得根據該安排或公約直接提出請求，須經有權機關轉遞。
finding-recipient-may-not-receive = { $authority }（{ $kind }）並非該安排或公約訂明的收件機關。
finding-sent-straight-to-addressee = 委託書直接郵寄受送達人，須由法院之間轉遞。
finding-wrong-instrument-invoked = 委託書援引{ $invoked }，該文書並不適用於雙方之間。

## Findings: the letter of request

finding-letter-missing = 未附委託書。
finding-letter-not-in-chinese = 委託書須以中文文本提出。
finding-letter-names-another-authority = 委託書以{ $named }名義發出，但提出機關為{ $authority }。
finding-requesting-authority-not-named = 委託書沒有說明委託機關的名稱。
finding-seal-missing = 委託書沒有蓋上委託方印章，簽署不能代替（{ $signed-by ->
         [judge] 法官簽署
         [registrar] 司法常務官簽署
        *[nobody] 沒有簽署
    }）。
finding-seal-of-another-authority = 委託書蓋有{ $sealed-by }的印章，但提出機關為{ $authority }。
finding-nature-of-case-missing = 沒有說明案件的性質。
finding-addressee-missing = 沒有列出受送達人。
finding-addressee-not-named = 沒有說明受送達人的姓名或名稱。
finding-address-missing = 沒有說明受送達人的地址。
finding-address-not-detailed = 受送達人的地址不夠詳細（{ $detail ->
         [district-only] 只列地區
        *[incomplete] 不完整
    }）。

## Findings: the documents

finding-nothing-to-serve = 未附須送達的司法文書。
finding-translation-missing = { $document }：沒有中文文本，亦未附中文譯本。
finding-copies-too-few = { $document }：每名受送達人須一式兩份，共需{ $needed }份，現附{ $given }份。
finding-document-not-listed = { $document }：不在安排所列司法文書之內。
finding-integrity-mismatch = { $document }：收到的檔案與清單所載不符。
finding-electronic-transmission-unregulated = 文本沒有就電子方式傳遞（{ $transmission }）作出規定，只適用於紙本文書。

## Findings: time

finding-hearing-already-past = 出庭日期{ $hearing }已過，仍須送達。
finding-hearing-before-service-is-due = 出庭日期{ $hearing }早於兩個月送達期限屆滿日，須在合理期限內提出委託。
finding-execution-overdue = 送達期限已於{ $last-day }屆滿。
finding-served-after-last-day = 於{ $date }送達，遲於屆滿日{ $last-day }。
finding-forwarding-overdue = 轉遞或退回的期限已於{ $last-day }屆滿。

## Findings: the certificate of service

finding-certificate-missing = 未附送達回證或送達證明書。
finding-certificate-unsealed = 送達證明書沒有蓋上法院印章。
finding-certificate-without-result = 送達證明書沒有寫明是否已送達。
finding-certificate-without-obstacle = 送達證明書沒有註明妨礙送達的原因或拒收事由。
finding-certificate-without-date = 送達證明書沒有註明日期。
finding-date-of-service-not-stated = 送達證明書沒有寫明送達日期，當事人的期限由該日起計。
finding-papers-not-returned = 未能送達的，{ $papers ->
         [letter] 委託書
        *[documents] 全部文書
    }須隨送達證明書一併退回。
finding-certificate-after-wait = 證明書於等候期間{ $last-day }屆滿後送抵，其間所作的處理須由法官審視。

## Findings: special methods and objections

finding-special-method-at-requester-cost = 所請求的特殊方式（{ $method }），費用由委託方負擔。
finding-special-method-forbidden = 受委託方法律不容許所請求的特殊方式（{ $method }）。
finding-special-method-unclear = 受委託方法律是否容許所請求的特殊方式（{ $method }）並不明確。
finding-objection-is-no-ground = 所提異議不構成拒絕的理由：{ $objection }。
finding-objection-calls-for-consultation = 文本沒有訂明此項拒絕理由，由雙方協商解決：{ $objection }。
objection-content-unfounded = 認為所訴內容無據
objection-exclusive-jurisdiction = 受委託方專屬管轄
objection-outside-judicial-functions = 不屬於法院職權範圍
objection-basic-principles-of-law = 違反法律基本原則
objection-social-public-interest = 違反社會公共利益
objection-public-order = 違反公共秩序
objection-sovereignty-or-security = 損害主權或安全

## Findings: forwarding

finding-forwarding-application-missing = 未附申請轉遞函。
finding-forwarding-application-unsealed = 申請轉遞函沒有蓋上申請法院的印章。
finding-destination-missing = 沒有說明委託書的送往地。
finding-court-may-deal-directly = 該法院可與{ $destination }直接相互委託，無須轉遞。

## Conclusions

conclusion-served = 已送達。
conclusion-deemed-served = 視為送達。
conclusion-not-served = 本次視為未能送達。
conclusion-method-unavailable = 該方式不能送達，應改用其他方式。
conclusion-pending = 期間尚未屆滿，送達與否未定。
conclusion-certificate-defective = 送達證明書有欠妥之處，須重新發出。
conclusion-incomplete-notify = 未能完成或只完成部分：以書面通知委託方，材料無須退回。
conclusion-incomplete-return-papers = 未能完成或只完成部分：以書面說明，並退回委託書及所附全部文件。
conclusion-incomplete-return-as-instructed = 未能完成或只完成部分：以書面說明，並按委託方指示退回材料。
conclusion-execute-in-part = 部分事項予以執行，其餘不予協助。
conclusion-ordinary-method-only = 以一般方式執行，不採用所請求的特殊方式。
conclusion-refer-to-high-court = 該法院並無管轄權，須報請高級人民法院處理；不屬拒絕協助。
conclusion-reminder-due = 預期期間已過，可予催辦。
conclusion-immunity-applies = 出庭人員享有豁免。
conclusion-immunity-ended = 出庭人員的豁免已終止。
conclusion-excluded = 此人在本案中不得被抽選或選定。
conclusion-alternate-promoted = 由下一名候補人員遞補。
conclusion-vote-not-counted = 該表決不予計算，意見記錄在案。
conclusion-mediation-ended = 當事人不同意，調解終止。
conclusion-may-find-unascertainable = 法院可認定不能查明該法律。
conclusion-try-another-channel = 法院應透過其他途徑查明。

## Periods

period-execute-service = 完成送達的期限
period-execute-evidence = 完成取證的期限
period-internal-chain-service = 內部轉遞及送達的期限
period-immunity = 豁免期間
period-forward-request = 轉遞或退回委託書的期限
period-arrangement-wait = 依安排送達的等候期間
period-postal-wait = 郵寄送達的等候期間
period-announcement-wait = 公告送達期間
period-answer = 答辯期
period-appeal = 上訴期
period-juror-term = 人民陪審員任期
period-draw-jurors = 抽選人民陪審員的期限
period-request-jurors = 申請人民陪審員參加審判的期限
period-apply-for-confirmation = 申請司法確認的期限
period-conclude-mediation = 調解期限
period-identity-verification = 身分驗證的期限
period-supplement-filing = 補正立案材料的期限
period-decide-filing = 立案審查期限

## Procedures

procedure-service-of-documents = 委託送達司法文書
procedure-taking-of-evidence = 委託提取證據
procedure-request-forwarding = 申請轉遞
procedure-domestic-service = 法院自行送達
procedure-juror-appointment = 人民陪審員任命
procedure-juror-draw = 抽選人民陪審員
procedure-panel-composition = 合議庭組成
procedure-mediator-accreditation = 調解員資格評審
procedure-mediator-appointment = 選定或指定調解員
procedure-mediation = 調解
procedure-judicial-confirmation = 司法確認
procedure-online-filing = 跨境網上立案
procedure-foreign-law = 域外法查明
procedure-evidence-production = 舉證

## Stages

stage-outgoing = 送交前
stage-incoming = 收件時
stage-execution = 執行中
stage-return = 送回時
stage-follow-up = 跟進

## Fields of law

case-category-civil-commercial = 民商事
case-category-labour = 勞資糾紛
case-category-criminal = 刑事
case-category-administrative = 行政
case-category-tax = 稅務

## Kinds of authorities

authority-kind-supreme-court = 最高人民法院
authority-kind-high-court = 高等法院或高級人民法院
authority-kind-intermediate-court = 中級人民法院
authority-kind-basic-court = 基層人民法院
authority-kind-district-court = 區域法院
authority-kind-tribunal = 審裁處
authority-kind-final-appeal-court = 終審法院
authority-kind-first-instance-court = 初級法院
authority-kind-liaison-authority = 聯絡機關
authority-kind-central-authority = 中央機關
authority-kind-procuratorate = 檢察院
authority-kind-mediation-body = 調解機構
authority-kind-accreditation-body = 資格評審機構
authority-kind-law-ascertainment-body = 法律查明機構
authority-kind-foreign-court = 外國法院

## Persons

role-addressee = 受送達人
role-party = 當事人
role-witness = 證人
role-expert = 專家
role-agent = 訴訟代理人
role-legal-representative = 法定代表人、主要負責人
role-representative-office = 代表機構
role-branch = 分支機構、業務代辦人
role-related-entity = 關連實體
role-juror = 人民陪審員
role-mediator = 調解員

## Methods of service

method-arrangement = 依司法協助安排送達
method-treaty = 條約途徑
method-diplomatic = 外交途徑
method-consular = 領事途徑
method-personal = 面交送達
method-leaving = 留置送達
method-litigation-agent = 向訴訟代理人送達
method-wholly-owned-enterprise = 向獨資企業送達
method-representative-office = 向代表機構送達
method-branch = 向分支機構、業務代辦人送達
method-co-defendant-entity = 向受送達人任法定代表人的共同被告送達
method-legal-representative = 向法定代表人、主要負責人送達
method-post = 郵寄送達
method-electronic = 電子送達
method-announcement = 公告送達
method-agreed-method = 受送達人同意的其他方式
method-substituted-service = 替代送達

## Electronic channels of service

channel-email = 電郵
channel-sms = 手機短訊
channel-fax = 圖文傳真
channel-court-system = 法院電子系統
channel-post = 郵遞
channel-courier = 速遞
channel-diplomatic = 外交途徑
channel-consular = 領事途徑
channel-by-hand = 親手遞交

## Special methods that a letter may ask for; they share their argument with the methods of service

method-newspaper-advertisement = 在報章刊登公告
method-personal-delivery = 面交本人
method-cross-examination-by-counsel = 由代表律師盤問
method-sworn-testimony = 宣誓作供

## Ways in which a letter travels

transmission-post = 郵寄
transmission-platform = 透過電子平台
transmission-email = 電子郵件
transmission-post-to-addressee = 直接郵寄受送達人

## Acts of evidence

act-examine-witness = 訊問證人
act-examine-party = 當事人陳述
act-examine-expert = 訊問專家
act-obtain-documents = 取得文件
act-obtain-physical-evidence = 取得物證
act-obtain-audiovisual-material = 取得視聽資料
act-obtain-electronic-data = 取得電子數據
act-inspect-property = 檢查、拍攝、保存、保管或扣留財產
act-sample-property = 財產取樣
act-experiment-on-property = 對財產進行試驗
act-medical-examination = 身體檢驗
act-judicial-inspection = 勘驗
act-expert-appraisal = 鑑定
act-other-evidence = 其他與訴訟有關的證據
act-appear-in-person = 出庭作證
act-provide-law-information = 法律查詢

## Citations

citation-article = { $instrument }第{ $number }條{ $part }
citation-section = { $instrument }第{ $number }條{ $part }
citation-paragraph = { $instrument }第{ $number }段{ $part }

# The provision’s number is not verified, or the text is silent.
citation-whole = { $instrument }
citation-more = { $first }；{ $rest }

## Instruments

instrument-cn-hk-service-1999 = 《內地與香港相互委託送達司法文書的安排》
instrument-cn-hk-evidence-2017 = 《內地與香港相互委託提取證據的安排》
instrument-cn-mo-service-evidence-2001 = 《內地與澳門相互委託送達司法文書和調取證據的安排》
instrument-hk-mo-service-2017 = 《澳門與香港相互委託送達司法文書的安排》
instrument-cn-hk-mo-service-2009 = 《關於涉港澳民商事案件司法文書送達問題若干規定》
instrument-cn-cpl-2023 = 《民事訴訟法》（2023年修正）
instrument-cn-cpl-interpretation-2022 = 《關於適用〈民事訴訟法〉的解釋》（2022年）
instrument-cn-evidence-provisions-2019 = 《關於民事訴訟證據的若干規定》（2019年）
instrument-cn-online-litigation-2021 = 《人民法院在線訴訟規則》
instrument-cn-online-filing-2021 = 《關於為跨境訴訟當事人提供網上立案服務的若干規定》
instrument-cn-assessors-law-2018 = 《人民陪審員法》
instrument-cn-assessors-interpretation-2019 = 《關於適用〈人民陪審員法〉若干問題的解釋》
instrument-cn-invited-mediation-2016 = 《關於人民法院特邀調解的規定》
instrument-cn-foreign-law-interpretation-2023 = 《關於適用〈涉外民事關係法律適用法〉若干問題的解釋（二）》
instrument-cn-treaty-requests-2013 = 《關於依據國際公約和雙邊司法協助條約辦理司法文書送達和調查取證司法協助請求的規定》
instrument-cn-treaty-requests-rules-2013 = 《關於依據國際公約和雙邊司法協助條約辦理司法文書送達和調查取證司法協助請求的規定實施細則》
instrument-cn-hague-measures-1992 = 《關於執行海牙送達公約的實施辦法》
instrument-hague-service-1965 = 《海牙送達公約》
instrument-hague-evidence-1970 = 《海牙取證公約》
instrument-hk-cap-1 = 《釋義及通則條例》（第1章）
instrument-hk-cap-8 = 《證據條例》（第8章）
instrument-hk-mediation-code = 《香港調解守則》
instrument-hk-gba-accreditation-2024 = 《粵港澳大灣區調解員資格資歷評審細則（香港特別行政區）》
instrument-gba-mediator-panel = 粵港澳大灣區調解員名冊制度
instrument-mo-cpc = 澳門《民事訴訟法典》
instrument-cn-civil-code = 《民法典》

## Judicial holidays that a period overlaps

overlap-judicial-holidays-lunar-new-year = 農曆新年
overlap-judicial-holidays-easter = 復活節
overlap-judicial-holidays-summer = 暑期
overlap-judicial-holidays-year-end = 年終

## Events that the rules read

event-received = 收到委託書或申請
event-forwarded = 轉遞同一方的其他法院
event-hearing = 聆訊
event-supplement-requested = 通知補充
event-supplement-received = 收到補充材料
event-delivered-to-requested = 遞交對方收件法院
event-posted = 付郵
event-receipt-signed = 簽收郵件回執
event-handed-over = 交付
event-refused-to-sign = 拒絕簽收
event-left-at-place = 留置
event-message-arrived = 到達受送達人系統
event-system-success = 系統顯示發送成功
event-arrival-proved = 受送達人證明的到達日期
event-read = 已閱讀
event-mentioned-content = 受送達人提及送達內容
event-acted-on-content = 受送達人按送達內容履行
event-served-per-certificate = 送達證明書所載的送達日期
event-announcement-ordered = 命令以公告送達
event-announced = 公告刊登
event-served = 送達
event-testimony-completed = 作證完畢
event-free-to-leave = 獲告知無須再到庭
event-still-present = 仍逗留
event-appointed = 任命
event-drawn = 抽選
event-notice-received = 當事人收到告知
event-jurors-requested = 申請人民陪審員參加審判
event-recusal-upheld = 准許迴避
event-accredited = 通過資格評審
event-panel-confirmed = 聯席會議確認
event-papers-signed-for = 調解員簽收材料
event-agreement-effective = 調解協議生效
event-confirmation-applied = 申請司法確認
event-registered = 網上立案註冊
event-defect-notice = 補正通知
event-papers-complete = 材料齊備
event-law-period-end = 提供外國法律期限屆滿
event-evidence-period-end = 舉證期限屆滿
event-expert-assistant-requested = 申請具專門知識的人出庭

## Findings: judicial holidays

finding-judicial-holidays-overlap = 期間與澳門司法假期（{ $overlaps }）重疊，但不因此中止。

## Findings: mediators, by any instrument

finding-mediator-missing = 沒有列明調解員。
finding-mediator-not-agreed = 一方當事人不同意該調解員，須另行選定或指定。
finding-relation-consented-to = 調解員{ $relation }；各方當事人均已書面同意由其調解。
relation-near-relative-of-party = 是一方當事人的近親
relation-near-relative-of-agent = 是一方代理人的近親
relation-shareholding-in-party = 持有一方當事人的股份
relation-interest-in-outcome = 與爭議的結果有利害關係
relation-worked-for-party = 曾為一方當事人工作
relation-other-relation = 與當事人或代理人有其他可能影響公正的關係
relation-agent = 曾在本爭議中擔任一方的代理人
relation-expert = 曾在本爭議中擔任專家
relation-interpreter = 曾在本爭議中擔任傳譯員
relation-witness = 曾在本爭議中作證
role-interpreter = 傳譯員

## Findings: invited mediation

finding-mediator-refused = 一方當事人不同意所指定的調解員，視為不同意調解。
finding-chosen-from-another-list = 調解員是從{ $panel ->
         [gba-panel] 粵港澳大灣區調解員名冊
        *[local] 本地名冊
    }中選定；當事人應在該法院或上級法院的特邀調解員名冊中協商確定，請核對其是否在冊。
finding-several-mediators = 調解員共{ $count }名：特邀調解一般由一名調解員進行；重大、疑難、複雜或當事人要求的，可由兩名以上調解員調解，並由特邀調解組織或法院指定一名主持。
finding-relation-consented-to-orally = 調解員{ $relation }；各方當事人均已同意由其調解，但並非全部以書面作出；在書面同意記錄在案之前，須予迴避。
finding-relation-without-consent = 調解員{ $relation }，且未經各方當事人同意，必須迴避。
finding-mediator-in-later-role = 曾調解本爭議的調解員，不得在其後的訴訟程序中擔任該案的{ $role }。
finding-statement-made-in-mediation = 當事人為達成調解協議而妥協認可的事實，未經各方當事人同意，不得在訴訟程序中用作對其不利的根據。
finding-mediation-period-over = 調解期限已於{ $last-day }屆滿，沒有達成調解協議。除雙方當事人同意延長外，須終止調解，{ $referral ->
         [pre-filing] 將起訴狀等材料移送法院立案
        *[post-filing] 轉入審判程序審理
    }。
finding-mediation-period-unknown = 調解員已簽收材料，但沒有說明是在立案前委派還是立案後委託，或沒有說明所適用的程序，無法確定調解期限。
finding-procedure-excludes-mediation = 適用特別程序、督促程序、公示催告程序的案件，不得調解。
finding-list-entry-is-for-the-court = 申請人是否品行良好、公道正派、具有溝通協調能力，由設立名冊的法院判斷；入冊前由法院安排培訓，入冊後獲發證書。
finding-record-to-be-weighed = 申請人有紀律處分記錄，由法院考慮。

## Findings: the panel of Greater Bay Area mediators

finding-confirmation-to-follow = 本地評審認可後，須經粵港澳大灣區調解工作委員會審核，並由聯席會議確定，方可作為大灣區調解員獲選定。
finding-panel-entry-not-confirmed = 該調解員已通過本地評審，但尚未經聯席會議確定，不得作為大灣區調解員獲選定。
finding-not-accredited-for-the-panel = 該調解員未經本地評審認可，亦未經聯席會議確定，不得作為大灣區調解員獲選定。
finding-accreditation-criteria-not-read = 尚未取得該方評審細則所訂條件的文本，申請須由人員審查。
finding-relation-to-be-weighed = 調解員{ $relation }；找不到訂明其後果的文本，須由人員決定。
finding-objection-to-be-weighed = 一方當事人不同意該調解員；找不到訂明其後果的文本，須由人員決定。

## Findings: accreditation through Hong Kong

finding-applicant-missing = 沒有列明申請人。
finding-constitution-not-upheld = 申請人不符合擁護憲法、兩部基本法和「一國兩制」的要求。
finding-course-not-completed = 申請人未完成指定的粵港澳大灣區調解員培訓課程。
finding-record-bars-accreditation = 申請人有因不良名譽或違反職業道德而受懲處的記錄。
finding-too-little-work-experience = 申請人的工作經驗不足五年。
finding-too-few-cases-mediated = 申請人累計完成調解的個案不足五宗。
finding-too-little-experience-as-mediator = 申請人的調解員工作經驗不足三年。
finding-criterion-not-stated = 申請沒有說明{ $criterion ->
         [upholds-constitution] 是否擁護憲法、兩部基本法和「一國兩制」
         [gba-course-completed] 是否已完成粵港澳大灣區調解員培訓課程
         [disciplinary-record] 有沒有受懲處的記錄
         [work-years] 工作經驗年數
         [mediation-cases] 完成調解的個案數目
        *[mediator-years] 調解員工作經驗年數
    }。

## Findings: Hong Kong Mediation Code

finding-relation-without-written-consent = 調解員{ $relation }，且未事先取得各方當事人的書面同意。
finding-leave-needed-for-mediation-communication = 調解通訊須予保密，即使當事人同意，亦須獲法院或審裁處許可方可接納為證據（《調解條例》（第620章）第9及10條）。
finding-mediator-proposed-for-later-role = 擬由調解員在其後的程序中擔任{ $role }；是否符合保密及公正的要求，須由人員決定。

## Findings: judicial confirmation of mediation agreements

finding-application-not-joint = 申請並非由雙方當事人共同提出。
finding-application-too-late = 申請於{ $applied }提出，已逾屆滿日{ $last-day }。
finding-agreement-not-in-effect = 沒有說明調解協議的生效日期，或協議尚未生效；三十日由生效當日起計。
finding-mediated-by-an-individual = 調解協議由個人主持達成，並非經依法設立的調解組織調解，不能申請司法確認。
finding-mediation-body-not-stated = 沒有證明由哪個調解組織主持調解。
finding-confirmation-court-to-be-checked = { $kind }：作出邀請的人民法院，或爭議應由其管轄的中級人民法院，方可受理；否則須向基層人民法院提出。
finding-not-a-court-for-confirmation = { $kind }：司法確認申請須向人民法院提出。
finding-mediation-agreement-missing = 未附調解協議。
finding-agreement-in-pending-case = 調解協議在立案後達成，由人民法院審查並製作調解書，或由當事人申請撤訴。
finding-ruling-to-follow = 一般由一名法官獨任審理，自立案當日起三十日內審結，一審終審；符合法律規定的，裁定調解協議有效，可申請強制執行；不符合的，裁定駁回申請。

## Findings: People’s Jurors Law

finding-juror-not-upholding-constitution = 候選人不擁護中華人民共和國憲法。
finding-juror-under-age = 於{ $on }未滿二十八周歲。
finding-education-below-senior-secondary = 未達高中程度；人民陪審員一般須具有高中或以上學歷，須由人員決定。
finding-juror-particular-missing = 沒有列明{ $particular ->
         [date-of-birth] 出生日期
         [education] 學歷
         [list-of] 所屬人民陪審員名單的法院
         [cases-this-year] 本年度已參與審理的案件數目
        *[upholds-constitution] 是否擁護憲法
    }。
finding-juror-in-barred-office = 內地各級人民代表大會常務委員會的組成人員，監察委員會、人民法院、人民檢察院、公安機關、國家安全機關、司法行政機關的工作人員，不得擔任人民陪審員。
finding-juror-in-barred-profession = { $profession ->
         [arbitrator] 仲裁員
         [grass-roots-legal-worker] 基層法律服務工作者
         [notary] 公證員
        *[lawyer] 律師
    }不得擔任人民陪審員。
finding-lawyer-of-another-bar = 此人為內地以外的律師；按現行設定，只有內地律師不得擔任人民陪審員。
finding-juror-barred-by-record = 不得擔任人民陪審員：{ $record ->
         [criminal-punishment] 曾受刑事處罰
         [dismissed-from-public-office] 曾被開除公職
         [licence-revoked] 曾被吊銷律師或公證員執業證書
         [dishonest-judgment-debtor] 被列入失信被執行人名單
        *[removed-as-juror] 曾因受懲戒而被免除人民陪審員職務
    }。
finding-juror-quota-too-small = 人民陪審員名額為{ $quota }名，不得少於該院法官人數的三倍，即{ $needed }名。
finding-appointment-not-by-basic-court = 人民陪審員由基層人民法院院長提請任命；上級法院從其轄區內基層人民法院的名單中抽選。
finding-application-share-exceeded = 經申請或推薦產生的人民陪審員為{ $given }名，不得超過名額的五分之一，即{ $allowed }名。
finding-application-share-not-stated = 沒有列明該院經申請或推薦產生的人民陪審員人數；不得超過名額的五分之一。
finding-second-term-as-juror = 此人曾獲任命為人民陪審員，一般不得連任。
finding-juror-term-over = 任期已於{ $last-day }屆滿，早於聆訊日期。
finding-juror-term-unknown = 沒有可據以計算任期的任命紀錄。
finding-jurors-in-second-instance = 人民陪審員只參與第一審案件的審理；第二審案件由法官組成合議庭審理。
finding-single-judge-tries-the-case = 適用簡易程序的案件由一名法官獨任審理，人民陪審員不參與。
finding-juror-had-another-role = 該人民陪審員曾是本案的{ $earlier-role ->
         [agent] 訴訟代理人
         [expert] 鑑定人
         [interpreter] 傳譯人員
        *[witness] 證人
    }，須予迴避。
finding-juror-on-another-list = 該人民陪審員名列{ $authority }的名單，本院不得從該名單中抽選。
finding-subordinate-courts-not-stated = 沒有列明本院轄區內的基層人民法院，無法審查可否從該名單中抽選。
finding-panel-not-allowed = 法官{ $judges }名、人民陪審員{ $jurors }名：有人民陪審員參與的合議庭，須為由法官擔任審判長的三人合議庭，或由三名法官與四名人民陪審員組成的七人合議庭。
finding-panel-of-even-number = 法官{ $judges }名：合議庭的成員人數必須為單數。
finding-panel-not-stated = 沒有同時列明合議庭的法官人數及人民陪審員人數。
finding-vote-on-law-by-juror = 在七人合議庭中，人民陪審員可就法律適用發表意見，但不參與表決；其意見記錄在案。

## Findings: interpretation of the People’s Jurors Law

finding-jurors-requested-too-late = 申請人民陪審員參與審理的期限已於{ $last-day }屆滿。
finding-notice-of-right-not-recorded = 沒有當事人收到申請權利通知的紀錄，申請期限尚未起計。
finding-draw-too-late = 須於聆訊七日前，即最遲於{ $last-day }抽選人民陪審員；須另定聆訊日期。
finding-hearing-not-fixed = 聆訊日期尚未排定，無法審查抽選是否及時。
finding-no-jurors-in-this-procedure = { $trial-procedure ->
         [payment-order] 督促程序
         [public-summons] 公示催告程序
        *[special] 特別程序
    }的案件，人民陪審員不參與審理。
finding-juror-mediated-the-dispute = 該人民陪審員曾任本案爭議的調解員，不得參與審理。
finding-annual-cap-reached = 該人民陪審員本年度已參與審理{ $cases }宗案件，已達該院所定上限{ $cap }宗。
finding-annual-cap-above-thirty = 該院所定的年度上限為{ $cap }宗，一般不應超過三十宗。
finding-annual-cap-not-stated = 沒有列明該院所定的年度上限，以三十宗計算。
finding-alternate-steps-in = 按遞補次序，由該候補人民陪審員遞補獲准迴避的人民陪審員。
finding-alternates-exhausted = 有人民陪審員獲准迴避，而候補人選已用盡；另行抽選之前，合議庭的組成並不完整。
finding-recused-juror-not-named = 已准許迴避，但沒有列明何人迴避。
## Findings: SPC Provisions on Online Filing for Cross-Border Litigants (2021)

finding-not-a-cross-border-litigant = 跨境網上立案適用於外國人、港澳台地區居民、慣常居於國外或港澳台地區的內地公民，以及在該等地區登記註冊的企業和組織；該當事人須依一般方式立案。
finding-co-litigant-from-the-mainland = 該當事人為內地當事人，與境外當事人共同起訴，可否一併網上立案，須由人員決定。
finding-domicile-not-stated = 沒有說明當事人的居籍地或註冊地。
finding-filing-party-missing = 沒有列出起訴的當事人。
finding-not-first-instance = 跨境網上立案只限於第一審起訴，本案屬上訴。
finding-identity-result-overdue = 告知身分驗證結果的期限已於{ $last-day }屆滿。
finding-power-of-attorney-not-witnessed = 授權委託書既非在法官視像見證下簽署，亦未經公證。
finding-defects-noticed-twice = 須補正的事項應一次過告知，本案再次發出補正通知。
finding-supplement-outstanding = 已發出補正通知，補正期限於{ $last-day }屆滿。
finding-supplement-not-handed-in = 至{ $last-day }仍未補正，立案材料須退回。
finding-supplement-too-late = 於{ $handed-in }補正，遲於屆滿日{ $last-day }。
finding-filing-decision-overdue = 決定是否立案的期限已於{ $last-day }屆滿。

## Findings: SPC Interpretation on the Ascertainment of Foreign Law (2023)

finding-law-not-named = 沒有說明須查明何地法律。
finding-law-is-not-foreign = 內地法律無須作為外國法律查明。
finding-regional-law-by-reference = 查明{ $jurisdiction }法律，可參照適用查明外國法律的規定。
finding-no-channel-tried = 尚未採用任何查明途徑；當事人沒有選擇適用外國法律的，由法院查明。
finding-case-law-not-in-full = 判例法須提交判案書全文。
finding-qualification-proof-missing = 未附法律查明服務機構或法律專家的資格證明。
finding-no-interest-statement-missing = 未附與案件無利害關係的書面聲明。
finding-law-period-runs = 提供外國法律的期限於{ $last-day }屆滿。
finding-law-period-not-fixed = 法院尚未定出當事人提供其所選擇法律的期限。
finding-reason-for-delay = 已說明未能如期提供法律的理由；當事人申請延長期限的，法院可視乎情況准許。
finding-macao-court-may-be-asked = 可根據安排請求澳門法院提供澳門法律。

## Findings: SPC Provisions on Evidence in Civil Proceedings (2019)

finding-proof-formality-missing = { $document }（{ $jurisdiction }）：在當地形成的證據沒有辦理相關的證明手續。
finding-foreign-document-unproved = { $document }：在外國形成，沒有辦理證明手續；如屬公文書證或涉及身分關係的證據，則須辦理。
finding-evidence-period-too-short = 舉證期限為{ $given }日，不得少於{ $least }日。
finding-evidence-period-too-long = 舉證期限為{ $given }日，不得超過{ $most }日。
finding-evidence-period-usually-shorter = 舉證期限為{ $given }日，一般不得超過{ $most }日。
finding-trial-procedure-not-stated = 沒有說明適用的審理程序，舉證期限因程序而異。
finding-expert-assistant-too-late = 於{ $asked }申請具專門知識的人出庭，舉證期限已於{ $last-day }屆滿。
finding-expert-assistants-too-many = 每一方當事人可申請一至兩名具專門知識的人出庭，所申請者超出此數。
finding-expert-assistant-speaks-for-party = 具專門知識的人就專業問題提出的意見視為當事人的陳述；不得參與專業問題以外的庭審活動。

## Technical means of examining somebody; they share their argument with the methods of service

method-video = 視像方式
method-audio = 音頻方式
method-instant-messaging = 即時通訊方式

## Switches, where the texts are silent, and what each of their values means

setting-hk-calendar = 約束香港一方的期限所用日曆
setting-hk-calendar-HK-general = 公眾假期
setting-hk-calendar-HK-court = 法院辦事處休息日
setting-mo-half-day = 屆滿日為澳門部分時間豁免上班日
setting-mo-half-day-closed = 視作休息
setting-mo-half-day-open = 視作辦公
setting-mo-judicial-holidays = 法院之間的期限遇上澳門司法假期
setting-mo-judicial-holidays-warn = 作出提示，期限不中止
setting-mo-judicial-holidays-ignore = 不作提示
setting-rest-day-receipt = 休息日收件
setting-rest-day-receipt-same-day = 當日視作收到
setting-rest-day-receipt-next-working-day = 下一工作日視作收到
setting-supplement-clock = 通知補充後的執行期限
setting-supplement-clock-runs = 繼續計算
setting-supplement-clock-restarts = 由收到補充材料起重新計算
setting-forward-clock = 轉遞其他法院後的執行期限
setting-forward-clock-first-receipt = 由首次收到起計
setting-forward-clock-forwarding = 由轉遞起計
setting-deemed-date-roll = 等候期間的屆滿日為休息日
setting-deemed-date-roll-roll = 順延至下一工作日
setting-deemed-date-roll-no-roll = 不順延
setting-hk-mo-announcement = 對香港、澳門受送達人的公告期間
setting-hk-mo-announcement-three-months = 三個月
setting-hk-mo-announcement-sixty-days = 六十日
setting-art-12-date = 依安排送達期間出現可認定收悉的事實時，視為送達之日
setting-art-12-date-fact-date = 該事實發生之日
setting-art-12-date-expiry-date = 等候期間屆滿之日
setting-unconsented-e-service-date = 未經同意的電子送達之日
setting-unconsented-e-service-date-day-of-reaction = 受送達人作出回應之日
setting-unconsented-e-service-date-arrival = 到達之日
setting-juror-draw-count = 「開庭七日前」抽選人民陪審員的最後一日
setting-juror-draw-count-lenient = 開庭前第七日
setting-juror-draw-count-strict = 開庭前第八日
setting-juror-term-end = 人民陪審員五年任期的最後一日
setting-juror-term-end-anniversary = 相應日
setting-juror-term-end-day-before = 相應日的前一日
setting-lawyer-scope = 不得擔任人民陪審員的律師
setting-lawyer-scope-any-jurisdiction = 任何司法管轄區的律師
setting-lawyer-scope-mainland-only = 只限內地律師
setting-address-detail-required = 足夠詳細的地址
setting-address-detail-required-full = 完整地址
setting-address-detail-required-incomplete = 不完整的地址亦可
setting-unlisted-document = 不在封閉清單之內的文書
setting-unlisted-document-return = 退回
setting-unlisted-document-flag = 提示
setting-non-civil-matter = 非民商事案件
setting-non-civil-matter-refuse = 拒絕
setting-non-civil-matter-return = 退回
setting-unregulated-electronic-transmission = 文本沒有規定的電子方式傳遞
setting-unregulated-electronic-transmission-return = 退回
setting-unregulated-electronic-transmission-flag = 提示
setting-act-outside-list = 不在封閉清單之內的取證事項
setting-act-outside-list-refuse = 拒絕
setting-act-outside-list-return = 退回
setting-integrity-mismatch = 與檔案清單不符的檔案
setting-integrity-mismatch-return = 退回
setting-integrity-mismatch-flag = 提示
setting-unlawful-special-method = 受委託方法律禁止的特殊方式
setting-unlawful-special-method-ordinary-method = 以一般方式執行
setting-unlawful-special-method-return = 退回
## Findings: cn-hk-evidence-2017

finding-no-proceedings = 沒有需要該證據的訴訟；本安排只適用於為訴訟提取證據。
finding-proceedings-only-contemplated = 訴訟尚未提起；文本所述為正在進行的審理程序，是否適用須由人員決定。
finding-received-before-entry-into-force = 委託書在本安排於{ $since }生效前收到，須根據此前的法律考慮及執行。
finding-outside-the-liaison-authorities = 委託書沒有經聯絡機關送交；委託提取證據須通過雙方指定的聯絡機關進行。
finding-case-number-missing = 沒有述明案件編號；所得證據材料只可用於委託書所述的相關訴訟。
finding-act-outside-list = { $act }：不在本安排就此方向所列的委託事項範圍內。
finding-taken-by-another = { $act }：擬由他人取證；根據本安排，須由受委託方根據本司法管轄區的法律安排取證。
finding-special-method-to-be-decided = 是否按所請求的特殊方式（{ $method }）執行，由受委託方決定；額外費用由委託方承擔，須先行協商。
finding-technical-method-forbidden = 受委託方法律不容許{ $technique ->
         [video] 以視像方式
         [audio] 以音訊方式
        *[instant-messaging] 以即時通訊方式
    }取證。
finding-technical-method-unclear = 受委託方法律是否容許{ $technique ->
         [video] 以視像方式
         [audio] 以音訊方式
        *[instant-messaging] 以即時通訊方式
    }取證並不明確。
finding-technical-method-to-be-decided = 文本沒有提及{ $technique ->
         [video] 以視像方式
         [audio] 以音訊方式
        *[instant-messaging] 以即時通訊方式
    }取證；由受委託方按特殊方式決定。
finding-presence-to-be-decided = { $who ->
         [judicial-officer] 委託方的司法人員
         [counsel] 當事人的法律代表（訴訟代理人）
        *[party] 有關當事人
    }可否到場，由受委託方根據其司法管轄區的法律考慮批准；如獲批准，須將取證的時間及地點通知委託方聯絡機關。
finding-questions-by-attendee-to-be-decided = 到場人員可否發問，由受委託方根據其司法管轄區的法律考慮批准。
finding-seal-not-admitted = 委託書上的印章（{ $sealed-by }）不符合要求：須為最高人民法院、高級人民法院或香港特別行政區高等法院的印章。
finding-issuer-is-no-court = 委託書須述明委託方發出委託書的法院；{ $named }並非該方的法院。
finding-trial-court-not-named = 沒有述明審理有關案件的法院。
finding-case-background-missing = 沒有述明案件的基本情況（案情摘要、訴訟性質及正在進行的程序）。
finding-reason-missing = 沒有述明需要提取證據的原因。
finding-contact-person-missing = 沒有述明委託方的聯絡人。
finding-contact-details-missing = 沒有述明委託方聯絡人的聯絡資料。
finding-person-not-named = { $role }：沒有述明姓名或名稱。
finding-person-address-missing = { $role }：沒有述明地址。
finding-no-act-requested = 委託書沒有列明委託事項。
finding-identification-missing = { $role }：未提供身分或聯絡資料。
finding-person-not-identified = { $act }：沒有述明對象為何人。
finding-questions-missing = { $act }：未附訊問的事項或問題清單。
finding-documents-not-specified = { $act }：只概括提述某類文件，須指明個別文件。
finding-documents-not-described = { $act }：沒有述明須取得的文件或物品。
finding-subject-not-stated = { $act }：沒有述明標的。
finding-consult-on-costs = 屬非一般性開支（{ $cost ->
         [interpreter] 傳譯費用
         [translation] 翻譯費用
         [expert] 專家費用
         [appraisal] 鑑定費用
        *[special-method] 特殊方式取證的額外費用
    }），由委託方承擔；須先與委託方協商是否繼續執行。
finding-ordinary-costs = 證人費用屬一般性開支，由受委託方承擔。
finding-evidence-target-passed = 應盡量於{ $last-day }或之前完成取證；委託並不因此失效。
finding-lawful-refusal-to-testify = 證人根據受委託方的法律可拒絕作供；須以書面通知委託方。
finding-refusal-rests-on-other-law = 拒絕作供所依據的是委託方的法律，而文本所述為受委託方的法律，須由人員決定。
finding-written-reply-missing = 未附書面回覆。
finding-result-not-stated = { $act }：沒有述明是否完成。
finding-reasons-for-non-execution-missing = 未能完成或只完成部分，但沒有以書面說明原因。
finding-return-instruction-missing = 委託方沒有指示退回哪些材料，須予查詢。
finding-papers-not-returned-as-instructed = 委託方指示退回委託書所附{ $instruction ->
         [all] 全部材料
        *[unexecuted-part] 未執行部分的材料
    }，但沒有隨附。
finding-use-in-another-case = 證據材料是為{ $case }號案件提取，不得用於{ $intended }號案件。

## Findings: hk-cap-8

finding-no-court-outside-hong-kong = 請求沒有顯示是由香港以外的法院或審裁處發出，或由他人代其發出。
finding-not-civil-proceedings = 案件（{ $category }）不屬該條例所指的民事法律程序。
finding-proceedings-not-contemplated = 沒有在請求法院提起民事法律程序，亦不擬提起；法院無權命令取證。
finding-no-evidence-in-hong-kong = { $act }：不屬在香港取得證據，不可作出命令。
finding-step-not-known-to-be-available = { $act }：在香港的民事法律程序中可否規定採取此步驟，由法院決定。
finding-general-discovery-asked-for = { $act }：不可要求概括的文件透露；只可命令交出指明的個別文件。
finding-holder-not-named = { $act }：沒有述明文件相當可能由何人管有、保管或控制。
finding-conduct-money-due = 被規定到場的人有權獲付作證津貼，以及就開支和時間損失獲付款項。
finding-witness-exempt = 不得強迫證人提供該證據。
finding-exemption-not-made-out = 所聲稱的豁免以請求一方的法律為依據，但請求書沒有載述，申請人亦沒有承認，證人不因此獲豁免；如此取得的證據須予扣存，直至請求法院就該聲稱作出裁定。
finding-letter-not-in-official-language = 請求書並非採用香港法定語文，亦未附中文或英文譯本。
## Findings: Mainland–Macao service and evidence (2001, amended 2020)

finding-received-before-commencement = 委託書於安排生效日（{ $in-force }）前收到，不適用本安排。
finding-received-before-amendment = 委託書於修改文本生效日（{ $in-force }）前收到，適用2001年的文本。
finding-posted-although-platform-works = 司法協助網絡平台可供使用，委託書仍以郵寄方式轉遞；只有不能透過平台轉遞時，方可採用郵寄方式。
finding-transmission-not-provided-for = 安排只訂明透過司法協助網絡平台轉遞，不能透過平台的則採用郵寄方式；沒有訂明此種方式：{ $transmission }。
finding-address-outside-area = 該地址不在{ $authority }的管轄區域內，須報請高級人民法院處理。
finding-supplement-leaves-the-limit = 已於{ $asked }通知補充；安排沒有訂明期限因而中止，期限繼續計算。
finding-evidence-overdue = 調取證據的期限已於{ $last-day }屆滿。
finding-ground-to-refuse = 屬安排訂明可不予執行的情形，須及時以書面向委託方說明原因：{ $objection }。
finding-prepayment-may-be-asked = 預計將有鑑定人、證人、翻譯人員或特殊方式的費用，受委託方有權要求預付。
finding-prepayment-waived = 預計將有鑑定人、證人、翻譯人員或特殊方式的費用，受委託方沒有要求預付。
finding-prepayment-without-cost = 已要求預付費用，但沒有說明費用項目；可要求預付的只限鑑定人、證人、翻譯人員及特殊方式的費用。
finding-neither-seal-nor-signature = 委託書既沒有蓋上委託方法院印章，亦沒有法官簽署。
finding-document-not-named = { $document }：安排所列司法文書沒有提及，但所列並非盡列，仍予送達。
finding-certificate-without-method = 送達證明書沒有註明送達的方法。
finding-certificate-without-place = 送達證明書沒有註明送達的地點。
finding-certificate-without-recipient = 送達證明書沒有註明司法文書接收人的身分。
finding-leaving-not-recorded = 留置送達，但沒有記明見證人，亦沒有拍照或錄影記錄。
finding-no-litigation = 所請求的證據並非用於訴訟。
finding-litigation-only-contemplated = 訴訟尚未提起；能否為擬提起的訴訟請求調取證據，並不確定。
finding-act-unrelated-to-litigation = { $act }：與訴訟無關，該事項不予執行。
finding-parties-missing = 委託書沒有寫明當事人。
finding-person-without-address = 沒有寫明地址：{ $role }。
finding-act-not-specified = { $act }：沒有寫明具體對象。
finding-examined-person-missing = { $act }：委託書沒有寫明有關人員。
finding-measure-beyond-evidence = { $act }：保存、保管或扣留財產可能超出調取證據的範圍。
finding-time-and-place-to-be-notified = 須將取證的時間、地點通知委託方，以便有關人員出席。
finding-officer-asks-to-attend = 委託方請求派司法人員出席，由受委託方決定是否准許。
finding-officer-asks-to-put-questions = 出席的司法人員請求發問，由受委託方決定是否准許。
finding-testimony-refused = 有關人員根據受委託方法律拒絕作證，須以書面通知委託方。
finding-exemption-of-the-requesting-side = 有關人員根據委託方法律拒絕作證；安排只提及受委託方法律。
finding-written-statement-missing = 沒有附上書面說明，未知完成情況或妨礙調取證據的原因。
finding-evidence-papers-not-returned = 委託以郵寄方式作出而未能全部完成的，{ $papers ->
         [letter] 委託書
        *[attachments] 所附文件
    }須及時退回。
finding-consent-to-travel-needed = 沒有說明該人員是否同意前往出庭；未經本人同意不得安排：{ $role }。
finding-travel-without-consent = 該人員不同意前往出庭，不能安排：{ $role }。
finding-travel-costs-prepaid = 前往出庭的費用及補償由委託方法院預付：{ $role }。
finding-immunity-not-certain = 該人員出庭期間是否享有豁免並不確定，須在其啟程前釐清：{ $role }。
finding-stayed-beyond-immunity = 於{ $seen }仍在或再度身在當地，已過豁免的最後一日{ $last-day }。
finding-consent-to-video-needed = 沒有說明該人員是否同意透過視像、音頻作證；未經同意的，採用一般方式。
finding-video-without-consent = 該人員不同意以該技術方式作證，採用一般方式。
finding-technical-method-not-provided-for = 安排只訂明證人、鑑定人可透過視像、音頻作證；其他人員或方式屬特殊方式，由受委託方審視。
finding-law-not-specified = 沒有說明需要查詢的法律。
finding-law-of-another-side = 受委託方只查詢並提供本轄區的法律，不包括{ $jurisdiction }的法律。
## Findings: Hong Kong–Macao service

finding-arrangement-is-on-service-only = 該安排只適用於委託送達司法文書，不適用於調取證據。
finding-general-law-on-evidence = 雙方之間沒有調取證據的安排，須按取證一方的一般法律（{ $instrument }）辦理，由人員決定。
finding-not-yet-in-force = 該安排自{ $first-day }起生效，不適用於此前的委託。
finding-documents-not-listed-in-letter = 委託書或請求書沒有列明所附文書。
finding-listed-document-missing = { $document }：已列明，但沒有附上。
finding-document-not-in-letter-list = { $document }：已附上，但沒有列明。
finding-refusal-ground-unverified = 該安排是否訂明此項拒絕理由尚未核實，由人員決定：{ $objection }。

## Findings: the Hague Service Convention

finding-form-neither-signed-nor-sealed = 請求書表格沒有簽署，亦沒有蓋章。
finding-language-not-accepted = { $document }：文本及所附譯本均非可接受的語文（{ $languages }）。
finding-addressee-may-decline = { $document }：只作遞交的，無須譯本，但收件人可選擇不接受。
finding-translation-may-be-required = { $document }：只有中文，被請求國可能要求譯本。
finding-direct-post-opposed = 文書直接郵寄受送達人；內地反對郵寄送達，未經主管機關准許不得在內地送達文書。
finding-direct-post-not-opposed = 文書直接郵寄受送達人；目的地對此沒有異議。
finding-direct-post-may-be-opposed = 文書擬直接郵寄受送達人；目的地國可能提出反對。
finding-convention-ground-to-refuse = 屬公約訂明的拒絕理由：{ $objection }。
finding-own-law-ground-to-refuse = 屬被請求方法律訂明的拒絕理由：{ $objection }。
finding-hearing-past-text-silent = 出庭日期{ $hearing }已過，公約沒有訂明是否仍須送達。
finding-default-judgment-possible = 請求書轉遞已滿六個月而沒有收到證明書；經合理努力仍未取得的，法官可作出判決。

## Findings: the Hague Evidence Convention

finding-neither-commenced-nor-contemplated = 證據不用於已展開或擬展開的司法程序，不屬公約範圍。
finding-act-outside-convention = { $act }：不屬公約所指的調取證據。
finding-letter-sent-to-the-person = 請求書直接寄給有關人士，沒有送交指定的接收機關。
finding-person-to-examine-not-named = 沒有寫明須訊問或檢驗的人。
finding-language-perhaps-accepted = { $document }：該語文是否可接受並不確定，由人員決定。
finding-judicial-presence-not-declared = 請求方的司法人員只在對方作出聲明並經准許時方可到場，未知有此聲明。
finding-privilege-not-confirmed = 拒絕作證的特權依請求方法律，但請求書沒有載明，請求方亦沒有確認，須請其確認。
finding-cost-for-the-requesting-side = 被請求方可要求請求方償付{ $cost ->
         [interpreter] 傳譯員的報酬
         [special-method] 特殊方式所引致的費用
        *[expert] 專家的報酬
    }。
finding-cost-for-the-requested-side = 不要求請求方償付{ $cost ->
         [interpreter] 傳譯員的報酬
         [expert] 專家的報酬
         [appraisal] 專家的報酬
         [special-method] 特殊方式所引致的費用
         [translation] 翻譯費用
        *[witness] 證人的費用
    }。
finding-prepayment-not-provided-for = 公約只訂明償付，沒有訂明預付，須與請求方商定。
finding-commissioner-not-admitted = 特派員不得在被請求方取證：公約第二章只有第十五條適用。
finding-commissioner-needs-permission = 特派員取證須經指定機關許可；公約第二章的適用範圍尚未核實。
finding-consul-for-own-nationals-only = 領事官員只可向其本國國民取證，且不得採取強制措施，須核對該人的國籍。
finding-consul-needs-permission = 領事官員在被請求方取證須經許可，只可向其本國國民取證，且不得採取強制措施。
finding-general-discovery = 請求書要求出示某一類文件；按被請求方的聲明，只執行指明的文件。
finding-general-discovery-elsewhere = 請求書要求出示某一類文件；被請求國可能已聲明不予執行。
finding-connection-not-stated = 請求書沒有說明所列文件與案件標的有直接密切的聯繫。
finding-documents-not-connected = 所列文件與案件標的沒有直接密切的聯繫。

## Findings: evidence and certificates, by any instrument

## Findings: the Mainland’s measures for the Hague Service Convention

finding-addressee-may-refuse-without-chinese = { $document }：沒有附中文譯本，受送達人有權以此為由拒收，拒收的須在送達回證上註明。
finding-refusal-not-noted = 受送達人拒收，送達回證沒有註明。
finding-translation-for-abroad-missing = { $document }：向國外送達的文書須附相應語文的譯本，現沒有附上。
finding-third-copy-for-the-ministry = 經司法部向國外送達的文書須一式三份，現不足三份。

## Findings: the Mainland’s provisions on requests under treaties

finding-translation-bears-court-seal = { $document }：譯本蓋有{ $sealed-by }的印章；譯本不蓋人民法院印章。
finding-translation-not-certified = { $document }：翻譯機構或翻譯人員沒有簽署或蓋章證明譯文與原文一致。
finding-hearing-leaves-little-time = 開庭日期{ $hearing }距今不足六個月，須核對預留的域外送達時間是否充足。
## Findings: service by the court itself (SPC Provisions on Service in Hong Kong and Macao Cases; Civil Procedure Law)

finding-addressee-seat-unknown = 沒有說明受送達人的住所地，無從確定送達所適用的規定。
finding-method-not-chosen = 沒有指明送達方式。
finding-method-not-provided = 就該受送達人而言，法律沒有訂明以下送達方式：{ $method }。
finding-method-by-reference = 《規定》沒有列明此方式（{ $method }），可以參照適用涉外民事訴訟程序的特別規定，是否參照由法院決定。
finding-method-for-individuals-only = 此方式只適用於自然人。
finding-method-for-entities-only = 此方式只適用於企業、其他組織。
finding-method-forbidden-by-state = 受送達人所在國法律禁止以下送達方式：{ $method }。
finding-method-not-agreed = 受送達人不同意此送達方式。
finding-agreement-not-stated = 沒有說明受送達人是否同意此送達方式。
finding-recipient-missing = 沒有列出可代為接受送達者：{ $role }。
finding-recipient-outside-mainland = 不在內地：{ $role }。
finding-not-in-mainland = 沒有資料顯示受送達人或其法定代表人、主要負責人等可獲直接送達的人身在內地。
finding-receipt-excluded-by-power-of-attorney = 授權委託書明確表明訴訟代理人無權代為接收有關司法文書。
finding-branch-not-authorised = 分支機構或業務代辦人未獲授權接受送達。
finding-enterprise-not-wholly-owned = 該企業並非受送達人的獨資企業。
finding-addressee-does-not-represent-entity = 受送達人並非該法人或其他組織的法定代表人或主要負責人。
finding-entity-not-co-defendant = 該法人或其他組織與受送達人並非共同被告。
finding-post-not-allowed-by-state = 沒有資料顯示受送達人所在國法律允許郵寄送達。
finding-consular-service-for-nationals-only = 使領館代為送達只限於具有中華人民共和國國籍的受送達人，須核實其國籍。
finding-proof-of-service-not-enclosed = 郵寄送達時須附有送達回證。
finding-leaving-without-refusal = 留置送達以拒絕接收為前提，案卷沒有拒收的記錄。
finding-refused-but-not-left = 受送達人拒絕簽收，亦未留置，尚不構成送達。
finding-mediation-statement-may-not-be-left = 調解書須直接送達當事人本人，不適用留置送達。
finding-paper-copy-on-request = { $document }：以電子方式送達的，受送達人要求紙本文書時，須予提供。
finding-e-service-without-consent = 受送達人沒有同意電子送達；須其回覆、作出相應行為或可證明已閱知，方始生效。
finding-e-address-not-confirmed = 受送達人同意電子送達，但沒有提供或確認該電子地址。
finding-e-service-awaits-reaction = 已向受送達人本人的電子地址發送，尚未見其回覆、閱知或作出相應行為。
finding-read-receipt-may-be-rebutted = 系統顯示已閱知，推定完成有效送達；受送達人可證明沒有收悉。
finding-announcement-before-other-methods = 公告送達為最後方式；以下方式可用而尚未用盡：{ $methods }。
finding-announcement-beside-other-methods = 其他方式仍在進行，不得同時公告送達：{ $methods }。
finding-method-beside-announcement = 可同時採取多種送達方式，但公告送達除外：{ $method }。
finding-announcement-in-summary-procedure = 適用簡易程序的案件，不適用公告送達。
finding-announcement-not-published-there = 公告亦須在{ $jurisdiction }公開發行的報刊上刊登。
finding-announced-judgment-period-unsettled = 公告送達裁判文書的期間，《解釋》仍為三個月，而2023年修正的法律為六十日，何者適用尚無定論。
finding-receipt-shown-after-wait = 等候期間於{ $last-day }屆滿之後才出現可認定送達的情形，其後果須由法官決定。
finding-earliest-success-decides = 多種方式均實現送達（{ $successes }），以最先實現送達的方式確定送達日期。
finding-established-day-differs = 法院認定的送達日期為{ $established }，但案卷所示為{ $shown }。
finding-answer-period-over = 答辯期已於{ $last-day }屆滿，獲准延期者除外。
finding-appeal-period-over = 上訴期已於{ $last-day }屆滿，獲准延期者除外。
finding-ruling-may-be-appealable = 部分裁定可以上訴；本裁定可否上訴及其期限，須由人員確認。

## Findings: evidence abroad (Civil Procedure Law, article 284)

finding-act-missing = 沒有指明取證事項。
finding-act-without-person = 沒有說明被詢問人。
finding-act-through-treaty-or-diplomacy = 依照國際條約規定的方式，或通過外交途徑調查收集。
finding-consular-evidence-from-nationals-only = 使領館代為取證只限於具有中華人民共和國國籍的當事人、證人，須核實其國籍。
finding-consent-of-both-parties-missing = 以此方式取證須經雙方當事人同意，該當事人沒有同意。
finding-parties-not-stated = 須經雙方當事人同意，但所列當事人不足兩方。
finding-evidence-method-forbidden-by-state = 證據所在國法律禁止以此方式取證。
finding-person-does-not-agree = 不同意以此方式接受詢問：{ $role }。
finding-evidence-not-abroad = 該人身在內地，不適用域外取證的規定。
finding-arrangement-on-evidence-exists = 在香港、澳門取證另有安排；可否參照本條，由法院決定。
