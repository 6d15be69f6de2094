### Kinds of documents, in the words of each side’s list

document-letter-of-request = 委托书
document-originating-process = 起诉状副本
document-notice-of-appeal = 上诉状副本
document-answer = 答辩状副本
document-counterclaim = 反诉状副本
document-power-of-attorney = 授权委托书
document-summons = 传票
document-pleading = 状词
document-affidavit = 誓章
document-judgment = 判决书
document-mediation-statement = 调解书
document-ruling = 裁定书
document-decision = 决定书
document-payment-order = 支付令
document-notice = 通知书
document-certification = 证明书
document-court-order = 法庭命令
document-court-leave = 法庭许可令状
document-judges-instruction = 法官批示
document-full-bench-ruling = 合议庭裁判书
document-statement = 陈述书
document-defence = 申辩书
document-declaration-of-objection = 声明异议书
document-rebuttal = 反驳书
document-application = 申请书
document-withdrawal = 撤诉书
document-admission = 认诺书
document-settlement = 和解书
document-inventory = 财产目录
document-list-of-partition = 财产分割表
document-settlement-proposal = 和解建议书
document-creditors-agreement = 债权人协议书
document-certificate-of-service = 送达回证
document-attachment = 附件
document-forwarding-application = 申请转递函
document-question-list = 询问事项清单
document-mediation-agreement = 调解协议
document-law-expert-opinion = 法律查明专家意见
document-qualification-proof = 专家或机构资质证明
document-no-interest-statement = 与案件无利害关系的书面声明
document-case-law = 判例
document-evidence-material = 证据材料

## Languages of papers

language-zh = 中文
language-en = 英文
language-pt = 葡文
language-fr = 法文

## The letter of request

letter-title = 委托送达司法文书委托书
letter-requesting = 委托机关
letter-requested = 受委托机关
letter-trial-court = 审理案件的法院
letter-case-number = 案号
letter-nature-of-case = 案件性质
letter-addressee = 受送达人
letter-address = 地址
letter-documents = 送达文书
letter-copies = 份数
letter-special-method = 请求采用的特殊方式
letter-seal = 印章
letter-signature = 签名

## The certificate of service

certificate-result = 送达结果
certificate-method = 送达方式
certificate-place = 送达地点
certificate-date = 送达日期
certificate-recipient = 收件人及身份
certificate-obstacle = 妨碍送达的原因
certificate-refusal-reason = 拒收事由
certificate-served = 已送达
certificate-unserved = 未能送达
certificate-evidence-taken = 证据已提取
certificate-partly-taken = 证据已部分提取
certificate-not-taken = 未能取证
