### Kinds of documents, in the words of each side’s list

document-letter-of-request = 委託書
document-originating-process = 起訴狀複本
document-notice-of-appeal = 上訴狀複本
document-answer = 答辯狀複本
document-counterclaim = 反訴狀複本
document-power-of-attorney = 授權委託書
document-summons = 傳喚書
document-pleading = 狀詞
document-affidavit = 誓章
document-judgment = 判決書
document-mediation-statement = 調解書
document-ruling = 裁定書
document-decision = 決定書
document-payment-order = 支付令
document-notice = 通知書
document-certification = 證明書
document-court-order = 命令狀
document-court-leave = 法庭許可令狀
document-judges-instruction = 法官批示
document-full-bench-ruling = 合議庭裁判書
document-statement = 陳述書
document-defence = 申辯書
document-declaration-of-objection = 聲明異議書
document-rebuttal = 反駁書
document-application = 申請書
document-withdrawal = 撤訴書
document-admission = 認諾書
document-settlement = 和解書
document-inventory = 財產目錄
document-list-of-partition = 財產分割表
document-settlement-proposal = 和解建議書
document-creditors-agreement = 債權人協議書
document-certificate-of-service = 送達證明書
document-attachment = 附件
document-forwarding-application = 申請轉遞函
document-question-list = 疑問清單
document-mediation-agreement = 調解協議
document-law-expert-opinion = 法律查明專家意見
document-qualification-proof = 專家或機構資格證明
document-no-interest-statement = 與案件無利害關係的書面聲明
document-case-law = 判例
document-evidence-material = 證據材料

## Languages of papers

language-zh = 中文
language-en = 英文
language-pt = 葡文
language-fr = 法文

## The letter of request

letter-title = 委託送達司法文書委託書
letter-requesting = 委託機關
letter-requested = 受委託機關
letter-trial-court = 審理案件的法院
letter-case-number = 案件編號
letter-nature-of-case = 案件性質
letter-addressee = 受送達人
letter-address = 地址
letter-documents = 送達文書
letter-copies = 份數
letter-special-method = 請求採用的特殊方式
letter-seal = 印章
letter-signature = 簽署

## The certificate of service

certificate-result = 送達結果
certificate-method = 送達方式
certificate-place = 送達地點
certificate-date = 送達日期
certificate-recipient = 收件人及身分
certificate-obstacle = 妨礙送達的原因
certificate-refusal-reason = 拒收事由
certificate-served = 已送達
certificate-unserved = 未能送達
certificate-evidence-taken = 證據已調取
certificate-partly-taken = 證據已部分調取
certificate-not-taken = 未能調取證據
