### Kinds of documents, in the words of each side’s list

document-letter-of-request = carta rogatória
document-originating-process = petição inicial
document-notice-of-appeal = petição de recurso
document-answer = contestação
document-counterclaim = reconvenção
document-power-of-attorney = procuração
document-summons = mandado de citação
document-pleading = articulado
document-affidavit = declaração sob juramento
document-judgment = sentença
document-mediation-statement = auto de mediação judicial
document-ruling = decisão interlocutória
document-decision = decisão
document-payment-order = injunção de pagamento
document-notice = notificação
document-certification = certidão
document-court-order = mandado
document-court-leave = alvará judicial
document-judges-instruction = despacho do juiz
document-full-bench-ruling = acórdão
document-statement = alegações
document-defence = defesa
document-declaration-of-objection = declaração de oposição
document-rebuttal = réplica
document-application = requerimento
document-withdrawal = desistência
document-admission = confissão
document-settlement = transacção
document-inventory = relação de bens
document-list-of-partition = mapa de partilha
document-settlement-proposal = proposta de transacção
document-creditors-agreement = acordo de credores
document-certificate-of-service = certidão de citação ou notificação
document-attachment = anexo
document-forwarding-application = pedido de encaminhamento
document-question-list = lista de quesitos
document-mediation-agreement = acordo de mediação
document-law-expert-opinion = parecer jurídico de perito
document-qualification-proof = prova de qualificação
document-no-interest-statement = declaração escrita de ausência de interesse na causa
document-case-law = jurisprudência
document-evidence-material = meios de prova

## Languages of papers

language-zh = chinês
language-en = inglês
language-pt = português
language-fr = francês

## The letter of request

letter-title = Carta rogatória para citação ou notificação de actos judiciais
letter-requesting = Tribunal requerente
letter-requested = Tribunal requerido
letter-trial-court = Tribunal da causa
letter-case-number = Número do processo
letter-nature-of-case = Natureza do processo
letter-addressee = Destinatário
letter-address = Endereço
letter-documents = Documentos a citar ou notificar
letter-copies = Exemplares
letter-special-method = Forma especial pedida
letter-seal = Selo
letter-signature = Assinatura

## The certificate of service

certificate-result = Resultado
certificate-method = Forma da citação ou notificação
certificate-place = Local
certificate-date = Data
certificate-recipient = Receptor e qualidade
certificate-obstacle = Obstáculo à citação ou notificação
certificate-refusal-reason = Motivo da recusa de recepção
certificate-served = efectuada
certificate-unserved = não efectuada
certificate-evidence-taken = provas obtidas
certificate-partly-taken = provas obtidas em parte
certificate-not-taken = provas não obtidas
