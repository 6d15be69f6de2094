### What the rules say of a letter: outcomes, findings, conclusions, periods, and the law that they cite.

## Outcomes

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
finding-sender-may-not-transmit = { $authority }（{ $kind }）不得根據本安排直接提出委託，須經有權機關轉遞。
finding-recipient-may-not-receive = { $authority }（{ $kind }）並非本安排訂明的收件機關。
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
authority-kind-high-court = 高等法院
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
instrument-hk-gba-accreditation-2024 = 《粵港澳大灣區調解員資格評審規則（香港）》
instrument-gba-mediator-panel = 粵港澳大灣區調解員名冊制度
instrument-mo-cpc = 澳門《民事訴訟法典》
instrument-cn-civil-code = 《民法典》

## Judicial holidays that a period overlaps

overlap-judicial-holidays-lunar-new-year = 期間內有澳門農曆新年司法假期。
overlap-judicial-holidays-easter = 期間內有澳門復活節司法假期。
overlap-judicial-holidays-summer = 期間內有澳門暑期司法假期。
overlap-judicial-holidays-year-end = 期間內有澳門年終司法假期。

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

## Findings: service by the court itself (SPC Provisions on Service in Hong Kong and Macao Cases; Civil Procedure Law)

finding-addressee-seat-unknown = 沒有說明受送達人的住所地，無從確定送達所適用的規定。
finding-method-not-chosen = 沒有指明送達方式。
finding-document-not-named = { $document }：安排所列司法文書沒有提及，但所列並非盡列，仍予送達。
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
