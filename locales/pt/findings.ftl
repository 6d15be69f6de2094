### What the rules say of a letter: outcomes, findings, conclusions, periods, and the law that they cite.

## Outcomes

outcome-accept = em ordem
outcome-accept-with-flags = em ordem, com pontos a verificar
outcome-return-for-supplement = a corrigir ou completar
outcome-refuse = a recusar
outcome-none = sem decisão nesta fase

## Severities

severity-refuse = obsta ao pedido
severity-correct = deve ser corrigido
severity-flag = a verificar
severity-inform = informação

## Findings: a requirement that is met

finding-satisfied = Cumprido.

## Findings: scope and channel

finding-outside-civil-and-commercial = O processo ({ $category }) não é de natureza civil ou comercial; o instrumento não o abrange.
finding-labour-not-mentioned = O texto não menciona os processos laborais; cabe a uma pessoa decidir se abrange este.
finding-sender-may-not-transmit = { $authority } ({ $kind }) não pode transmitir ao abrigo deste instrumento; a carta segue através da autoridade competente.
finding-recipient-may-not-receive = { $authority } ({ $kind }) não recebe cartas rogatórias ao abrigo deste instrumento.
finding-sent-straight-to-addressee = A carta foi enviada por via postal directamente ao destinatário; ao abrigo deste instrumento segue de tribunal para tribunal.
finding-wrong-instrument-invoked = A carta invoca outro instrumento ({ $invoked }), que não se aplica entre estas duas partes.

## Findings: the letter of request

finding-letter-missing = Falta a carta rogatória.
finding-letter-not-in-chinese = A carta rogatória deve ser redigida em língua chinesa.
finding-letter-names-another-authority = A carta é emitida em nome diverso ({ $named }) do da autoridade que a envia ({ $authority }).
finding-requesting-authority-not-named = A carta não indica a autoridade requerente.
finding-seal-missing = A carta não tem o selo da autoridade requerente; a assinatura não basta ({ $signed-by ->
         [judge] assinada por um juiz
         [registrar] assinada por um escrivão
        *[nobody] não assinada
    }).
finding-seal-of-another-authority = O selo da carta ({ $sealed-by }) não é o da autoridade requerente ({ $authority }).
finding-nature-of-case-missing = Não se indica a natureza do processo.
finding-addressee-missing = Não se indica qualquer destinatário.
finding-addressee-not-named = Falta o nome do destinatário.
finding-address-missing = Falta o endereço do destinatário.
finding-address-not-detailed = O endereço do destinatário não é suficientemente pormenorizado ({ $detail ->
         [district-only] indica-se apenas o distrito
        *[incomplete] está incompleto
    }).

## Findings: the documents

finding-nothing-to-serve = Não há documento a citar ou notificar.
finding-translation-missing = { $document }: não há texto em língua chinesa nem se junta tradução para chinês.
finding-copies-too-few = { $document }: são precisos dois exemplares por destinatário, { $needed } no total; juntam-se { $given }.
finding-document-not-listed = { $document }: não consta dos actos judiciais enumerados no instrumento.
finding-integrity-mismatch = { $document }: o ficheiro recebido não é o indicado na lista de ficheiros.
finding-electronic-transmission-unregulated = O texto nada diz sobre a transmissão electrónica ({ $transmission }); só conhece o papel.

## Findings: time

finding-hearing-already-past = A audiência de { $hearing } já passou; os documentos são citados ou notificados na mesma.
finding-hearing-before-service-is-due = A audiência de { $hearing } ocorre antes de decorrerem os dois meses para a citação ou notificação; o pedido deve ser feito com antecedência razoável.
finding-execution-overdue = A citação ou notificação devia ter sido efectuada até { $last-day }.
finding-served-after-last-day = Citação ou notificação efectuada em { $date }, depois do último dia, { $last-day }.
finding-forwarding-overdue = A carta devia ter sido encaminhada ou devolvida até { $last-day }.

## Findings: the certificate of service

finding-certificate-missing = Falta a certidão de citação ou notificação.
finding-certificate-unsealed = A certidão não tem o selo do tribunal.
finding-certificate-without-result = A certidão não diz se os documentos foram citados ou notificados.
finding-certificate-without-obstacle = A certidão não indica o obstáculo à citação ou notificação nem o motivo da recusa.
finding-certificate-without-date = A certidão não indica a data.
finding-date-of-service-not-stated = A certidão não indica o dia da citação ou notificação, a partir do qual correm os prazos das partes.
finding-papers-not-returned = { $papers ->
         [letter] A carta rogatória deve ser devolvida
        *[documents] Os documentos devem ser devolvidos
    } com a certidão quando a citação ou notificação não foi possível.
finding-certificate-after-wait = A certidão chegou depois de o prazo de espera ter terminado em { $last-day }; cabe a um juiz apreciar o que entretanto se fez.

## Findings: special methods and objections

finding-special-method-at-requester-cost = A forma especial pedida ({ $method }) é a expensas da parte requerente.
finding-special-method-forbidden = A lei da parte requerida não admite a forma especial pedida ({ $method }).
finding-special-method-unclear = Não é claro se a lei da parte requerida admite a forma especial pedida ({ $method }).
finding-objection-is-no-ground = A objecção não é fundamento de recusa: { $objection }.
finding-objection-calls-for-consultation = O texto não prevê tal fundamento de recusa; as duas partes consultam-se: { $objection }.
objection-content-unfounded = a pretensão é tida por infundada
objection-exclusive-jurisdiction = competência exclusiva da parte requerida
objection-outside-judicial-functions = fora das atribuições dos tribunais
objection-basic-principles-of-law = contrário aos princípios fundamentais do direito
objection-social-public-interest = contrário ao interesse público da sociedade
objection-public-order = contrário à ordem pública
objection-sovereignty-or-security = lesivo da soberania ou da segurança

## Findings: forwarding

finding-forwarding-application-missing = Falta o pedido de encaminhamento.
finding-forwarding-application-unsealed = O pedido de encaminhamento não tem o selo do tribunal que o apresenta.
finding-destination-missing = Não se indica o destino da carta.
finding-court-may-deal-directly = Este tribunal pode tratar directamente com a outra parte ({ $destination }); o encaminhamento não é necessário.

## Conclusions

conclusion-served = A citação ou notificação produziu efeitos.
conclusion-deemed-served = A citação ou notificação considera-se efectuada.
conclusion-not-served = Esta tentativa considera-se não efectuada.
conclusion-method-unavailable = Esta forma de citação ou notificação não está, ou deixou de estar, disponível; deve passar-se à seguinte.
conclusion-pending = O prazo de espera ainda corre; nada está por ora assente.
conclusion-certificate-defective = A certidão é defeituosa e deve ser novamente emitida.
conclusion-incomplete-notify = Não cumprida, ou cumprida só em parte: comunica-se por escrito à parte requerente; não é preciso devolver os documentos.
conclusion-incomplete-return-papers = Não cumprida, ou cumprida só em parte: comunica-se por escrito à parte requerente e devolvem-se os documentos.
conclusion-incomplete-return-as-instructed = Não cumprida, ou cumprida só em parte: comunica-se por escrito à parte requerente e devolvem-se os documentos conforme as suas instruções.
conclusion-execute-in-part = Executam-se alguns actos e recusam-se os restantes.
conclusion-ordinary-method-only = Executa-se pela forma comum e não pela forma pedida.
conclusion-refer-to-high-court = Este tribunal não é competente e comunica-o ao tribunal superior; não se trata de recusa.
conclusion-reminder-due = Decorreu o prazo indicativo: cabe insistir.
conclusion-immunity-applies = A pessoa que se deslocou para depor goza de imunidade.
conclusion-immunity-ended = Cessou a imunidade da pessoa que se deslocou para depor.
conclusion-excluded = Esta pessoa não pode ser sorteada nem escolhida neste processo.
conclusion-alternate-promoted = Entra em funções o suplente seguinte.
conclusion-vote-not-counted = O voto não é contado; a opinião fica registada.
conclusion-mediation-ended = Falta o consentimento: a mediação está encerrada.
conclusion-may-find-unascertainable = O tribunal pode concluir que não é possível averiguar o direito aplicável.
conclusion-try-another-channel = O tribunal deve recorrer a outra via.

## Periods

period-execute-service = prazo para efectuar a citação ou notificação
period-execute-evidence = prazo para a produção da prova
period-internal-chain-service = prazo para a citação ou notificação pela via interna
period-immunity = prazo da imunidade
period-forward-request = prazo para encaminhar ou devolver a carta rogatória
period-arrangement-wait = prazo de espera da certidão ao abrigo do acordo
period-postal-wait = prazo de espera após a expedição postal
period-announcement-wait = prazo dos éditos
period-answer = prazo para contestar
period-appeal = prazo para recorrer
period-juror-term = mandato do jurado popular
period-draw-jurors = prazo para o sorteio dos jurados
period-request-jurors = prazo para requerer a intervenção de jurados
period-apply-for-confirmation = prazo para requerer a confirmação judicial
period-conclude-mediation = prazo para concluir a mediação
period-identity-verification = prazo para a verificação da identidade
period-supplement-filing = prazo para completar a petição
period-decide-filing = prazo para decidir sobre a admissão da petição

## Procedures

procedure-service-of-documents = citação ou notificação a pedido
procedure-taking-of-evidence = produção de prova a pedido
procedure-request-forwarding = pedido de encaminhamento
procedure-domestic-service = citação ou notificação pelo próprio tribunal
procedure-juror-appointment = nomeação de jurados populares
procedure-juror-draw = sorteio de jurados populares
procedure-panel-composition = composição do tribunal colectivo
procedure-mediator-accreditation = acreditação de mediador
procedure-mediator-appointment = designação de mediador
procedure-mediation = mediação
procedure-judicial-confirmation = confirmação judicial do acordo de mediação
procedure-online-filing = apresentação transfronteiriça de petições em linha
procedure-foreign-law = averiguação do direito estrangeiro
procedure-evidence-production = apresentação de prova pelas partes

## Stages

stage-outgoing = antes do envio
stage-incoming = à chegada
stage-execution = em execução
stage-return = na devolução
stage-follow-up = seguimento

## Fields of law

case-category-civil-commercial = civil e comercial
case-category-labour = laboral
case-category-criminal = penal
case-category-administrative = administrativo
case-category-tax = fiscal

## Kinds of authorities

authority-kind-supreme-court = supremo tribunal
authority-kind-high-court = tribunal superior
authority-kind-intermediate-court = tribunal popular intermédio
authority-kind-basic-court = tribunal popular de base
authority-kind-district-court = tribunal distrital
authority-kind-tribunal = tribunal especializado
authority-kind-final-appeal-court = tribunal de última instância
authority-kind-first-instance-court = tribunal judicial de base
authority-kind-liaison-authority = autoridade de ligação
authority-kind-central-authority = autoridade central
authority-kind-procuratorate = ministério público
authority-kind-mediation-body = entidade de mediação
authority-kind-accreditation-body = entidade de acreditação
authority-kind-law-ascertainment-body = entidade de averiguação do direito
authority-kind-foreign-court = tribunal estrangeiro

## Persons

role-addressee = destinatário
role-party = parte
role-witness = testemunha
role-expert = perito
role-agent = mandatário judicial
role-legal-representative = representante legal
role-representative-office = escritório de representação
role-branch = sucursal ou agente comercial
role-related-entity = entidade relacionada
role-juror = jurado popular
role-mediator = mediador

## Methods of service

method-arrangement = ao abrigo do acordo
method-treaty = por via convencional
method-diplomatic = por via diplomática
method-consular = por via consular
method-personal = citação ou notificação pessoal
method-leaving = depósito no endereço do destinatário
method-litigation-agent = na pessoa do mandatário judicial
method-wholly-owned-enterprise = na empresa de capital integralmente detido
method-representative-office = no escritório de representação
method-branch = na sucursal ou no agente comercial
method-co-defendant-entity = na entidade co-ré de que o destinatário é representante legal
method-legal-representative = na pessoa do representante legal
method-post = por via postal
method-electronic = por via electrónica
method-announcement = por éditos
method-agreed-method = por forma aceite pelo destinatário
method-substituted-service = citação ou notificação por meio substitutivo

## Electronic channels of service

channel-email = correio electrónico
channel-sms = mensagem de texto
channel-fax = telecópia
channel-court-system = sistema do tribunal

## Special methods that a letter may ask for; they share their argument with the methods of service

method-newspaper-advertisement = anúncio em jornal
method-personal-delivery = entrega pessoal
method-cross-examination-by-counsel = contra-interrogatório pelos mandatários
method-sworn-testimony = depoimento sob juramento

## Ways in which a letter travels

transmission-post = por via postal
transmission-platform = através da plataforma electrónica
transmission-email = por correio electrónico
transmission-post-to-addressee = por via postal, directamente ao destinatário

## Acts of evidence

act-examine-witness = inquirição de testemunha
act-examine-party = depoimento de parte
act-examine-expert = inquirição de perito
act-obtain-documents = obtenção de documentos
act-obtain-physical-evidence = obtenção de prova material
act-obtain-audiovisual-material = obtenção de material audiovisual
act-obtain-electronic-data = obtenção de dados electrónicos
act-inspect-property = exame ou conservação de bens
act-sample-property = recolha de amostras de bens
act-experiment-on-property = ensaios sobre bens
act-medical-examination = exame médico
act-judicial-inspection = inspecção judicial
act-expert-appraisal = prova pericial
act-other-evidence = outras provas relativas ao litígio
act-appear-in-person = comparência pessoal
act-provide-law-information = informação sobre o direito

## Citations

citation-article = { $instrument }, artigo { $number }.º{ $part }
citation-section = { $instrument }, secção { $number }{ $part }
citation-paragraph = { $instrument }, parágrafo { $number }{ $part }

# The provision’s number is not verified, or the text is silent.
citation-whole = { $instrument }
citation-more = { $first }; { $rest }

## Instruments

instrument-cn-hk-service-1999 = Acordo sobre citações e notificações entre o Interior da China e Hong Kong (1999)
instrument-cn-hk-evidence-2017 = Acordo sobre produção de provas entre o Interior da China e Hong Kong (2017)
instrument-cn-mo-service-evidence-2001 = Acordo sobre citações, notificações e produção de provas entre o Interior da China e a RAEM (2001, alterado em 2020)
instrument-hk-mo-service-2017 = Acordo sobre citações e notificações entre a RAEM e a RAEHK (2017)
instrument-cn-hk-mo-service-2009 = Disposições do Supremo Tribunal Popular sobre citações em processos relativos a Hong Kong e Macau (2009)
instrument-cn-cpl-2023 = Lei de Processo Civil da RPC (2023)
instrument-cn-cpl-interpretation-2022 = Interpretação do Supremo Tribunal Popular sobre a Lei de Processo Civil (2022)
instrument-cn-evidence-provisions-2019 = Disposições do Supremo Tribunal Popular sobre a prova em processo civil (2019)
instrument-cn-online-litigation-2021 = Regras do processo em linha dos Tribunais Populares (2021)
instrument-cn-online-filing-2021 = Disposições sobre a apresentação de petições em linha por litigantes transfronteiriços (2021)
instrument-cn-assessors-law-2018 = Lei dos Jurados Populares (2018)
instrument-cn-assessors-interpretation-2019 = Interpretação do Supremo Tribunal Popular sobre a Lei dos Jurados Populares (2019)
instrument-cn-invited-mediation-2016 = Disposições do Supremo Tribunal Popular sobre a mediação por convite (2016)
instrument-cn-foreign-law-interpretation-2023 = Interpretação do Supremo Tribunal Popular sobre a averiguação do direito estrangeiro (2023)
instrument-cn-treaty-requests-2013 = Disposições do Supremo Tribunal Popular sobre pedidos ao abrigo de convenções (2013)
instrument-cn-treaty-requests-rules-2013 = Regras de execução sobre pedidos ao abrigo de convenções (2013)
instrument-cn-hague-measures-1992 = Medidas de execução da Convenção da Haia sobre citações e notificações (1992)
instrument-hague-service-1965 = Convenção da Haia sobre citações e notificações (1965)
instrument-hague-evidence-1970 = Convenção da Haia sobre a obtenção de provas (1970)
instrument-hk-cap-1 = Interpretation and General Clauses Ordinance (Cap. 1 de Hong Kong)
instrument-hk-cap-8 = Evidence Ordinance (Cap. 8 de Hong Kong)
instrument-hk-mediation-code = Código de Mediação de Hong Kong
instrument-hk-gba-accreditation-2024 = Regulamentação de avaliação da qualificação e habilitação dos mediadores da Grande Baía (RAEHK, 2024)
instrument-gba-mediator-panel = Regime do caderno de mediadores da Grande Baía
instrument-mo-cpc = Código de Processo Civil
instrument-cn-civil-code = Código Civil da RPC

## Judicial holidays that a period overlaps

overlap-judicial-holidays-lunar-new-year = O prazo abrange as férias judiciais do ano novo lunar.
overlap-judicial-holidays-easter = O prazo abrange as férias judiciais da Páscoa.
overlap-judicial-holidays-summer = O prazo abrange as férias judiciais do Verão.
overlap-judicial-holidays-year-end = O prazo abrange as férias judiciais do fim do ano.

## Events that the rules read

event-received = recepção da carta, do pedido ou do requerimento
event-forwarded = remessa a outro tribunal da mesma parte
event-hearing = audiência
event-supplement-requested = pedido de elementos complementares
event-supplement-received = recepção dos elementos complementares
event-delivered-to-requested = entrega ao tribunal receptor
event-posted = expedição postal
event-receipt-signed = aviso de recepção assinado
event-handed-over = entrega
event-refused-to-sign = recusa de assinatura
event-left-at-place = depósito no endereço
event-message-arrived = chegada da mensagem electrónica
event-system-success = envio com êxito segundo o sistema do tribunal
event-arrival-proved = chegada provada pelo destinatário
event-read = leitura
event-mentioned-content = o destinatário referiu o conteúdo
event-acted-on-content = o destinatário actuou segundo o conteúdo
event-served-per-certificate = dia da citação ou notificação segundo a certidão
event-announcement-ordered = éditos ordenados
event-announced = publicação dos éditos
event-served = citação ou notificação
event-testimony-completed = depoimento concluído
event-free-to-leave = comunicação de que a presença já não é necessária
event-still-present = permanência da pessoa
event-appointed = nomeação
event-drawn = sorteio
event-notice-received = recepção da comunicação pela parte
event-jurors-requested = pedido de intervenção de jurados
event-recusal-upheld = suspeição julgada procedente
event-accredited = acreditação
event-panel-confirmed = confirmação pela Reunião Conjunta
event-papers-signed-for = recepção dos documentos pelo mediador
event-agreement-effective = acordo de mediação em vigor
event-confirmation-applied = requerimento de confirmação judicial
event-registered = registo para apresentação em linha
event-defect-notice = notificação dos defeitos
event-papers-complete = documentação completa
event-law-period-end = fim do prazo para fazer prova do direito
event-evidence-period-end = fim do prazo para apresentar provas
event-expert-assistant-requested = pedido de intervenção de assistente técnico

## Findings: judicial holidays

finding-judicial-holidays-overlap = O prazo coincide com férias judiciais de Macau ({ $overlaps }), que não o suspendem.

## Findings: mediators, by any instrument

finding-mediator-missing = Não se indica qualquer mediador.
finding-mediator-not-agreed = Uma das partes não aceita este mediador; deve ser escolhido ou designado outro.
finding-relation-consented-to = O mediador { $relation }; todas as partes deram o seu consentimento por escrito.
relation-near-relative-of-party = é parente próximo de uma das partes
relation-near-relative-of-agent = é parente próximo do mandatário de uma das partes
relation-shareholding-in-party = é titular de participação social numa das partes
relation-interest-in-outcome = tem interesse na decisão do litígio
relation-worked-for-party = trabalhou para uma das partes
relation-other-relation = tem com uma parte ou com o seu mandatário outra relação susceptível de afectar a imparcialidade
relation-agent = foi mandatário de uma das partes neste litígio
relation-expert = foi perito neste litígio
relation-interpreter = foi intérprete neste litígio
relation-witness = foi testemunha neste litígio
role-interpreter = intérprete

## Findings: invited mediation

finding-mediator-refused = Uma das partes não aceita o mediador designado; considera-se que não consente na mediação.
finding-chosen-from-another-list = O mediador foi escolhido { $panel ->
         [gba-panel] do caderno de mediadores da Grande Baía
        *[local] de uma lista local
    }; as partes escolhem da lista do tribunal, ou da de um tribunal superior. Verifique-se se o mediador nela consta.
finding-several-mediators = { $count } mediadores: em regra há um só. Podem ser vários quando o caso seja importante, difícil ou complexo ou as partes o requeiram; o tribunal ou a entidade de mediação designa então o que preside.
finding-relation-consented-to-orally = O mediador { $relation }; todas as partes deram o seu consentimento, mas nem todas por escrito: deve ficar consignado em auto.
finding-relation-without-consent = O mediador { $relation } e nem todas as partes consentiram; o mediador deve declarar-se impedido.
finding-mediator-in-later-role = Quem mediou o litígio não pode intervir como { $role } no processo subsequente.
finding-statement-made-in-mediation = O que a parte admitiu na mediação com vista ao acordo não pode ser usado contra ela, por nem todas as partes consentirem.
finding-mediation-period-over = O prazo da mediação terminou em { $last-day } sem acordo. Salvo prorrogação acordada por ambas as partes, a mediação é encerrada e { $referral ->
         [pre-filing] os documentos são remetidos ao tribunal para admissão da petição
        *[post-filing] o processo segue para julgamento
    }.
finding-mediation-period-unknown = Os documentos foram recebidos, mas não se indica se a petição já tinha sido admitida nem a forma do processo; não se pode determinar o prazo da mediação.
finding-procedure-excludes-mediation = Não há mediação nos processos especiais, nos de injunção nem nos de convocação edital.
finding-list-entry-is-for-the-court = Se o candidato é idóneo, imparcial e apto para mediar cabe ao tribunal que mantém a lista; o tribunal ministra formação antes da inscrição e emite o certificado.
finding-record-to-be-weighed = O candidato tem registo disciplinar, que o tribunal pondera.

## Findings: the panel of Greater Bay Area mediators

finding-confirmation-to-follow = O reconhecimento local é apreciado pela Comissão de Trabalho de Mediação e confirmado pela Reunião Conjunta; só então o mediador pode ser escolhido do caderno de mediadores da Grande Baía.
finding-panel-entry-not-confirmed = O mediador foi reconhecido localmente, mas ainda não foi confirmado pela Reunião Conjunta; não pode ser escolhido do caderno de mediadores da Grande Baía.
finding-not-accredited-for-the-panel = O mediador não foi reconhecido localmente nem confirmado pela Reunião Conjunta; não pode ser escolhido do caderno de mediadores da Grande Baía.
finding-accreditation-criteria-not-read = Não se obteve o texto dos requisitos da regulamentação de avaliação desta parte; o pedido deve ser examinado por uma pessoa.
finding-relation-to-be-weighed = O mediador { $relation }; não se encontrou texto que regule as consequências, pelo que a decisão cabe a uma pessoa.
finding-objection-to-be-weighed = Uma das partes não aceita o mediador; não se encontrou texto que regule as consequências, pelo que a decisão cabe a uma pessoa.

## Findings: accreditation through Hong Kong

finding-applicant-missing = Não se indica qualquer candidato.
finding-constitution-not-upheld = O candidato não defende a Constituição, as duas Leis Básicas e o princípio «um país, dois sistemas».
finding-course-not-completed = O candidato não concluiu o curso de formação para mediadores da Grande Baía.
finding-record-bars-accreditation = O candidato tem registo de sanção por má reputação ou violação da deontologia profissional.
finding-too-little-work-experience = O candidato tem menos de cinco anos de experiência profissional.
finding-too-few-cases-mediated = O candidato concluiu menos de cinco mediações.
finding-too-little-experience-as-mediator = O candidato tem menos de três anos de experiência como mediador.
finding-criterion-not-stated = O pedido não indica { $criterion ->
         [upholds-constitution] se o candidato defende a Constituição, as duas Leis Básicas e o princípio «um país, dois sistemas»
         [gba-course-completed] se foi concluído o curso de formação para mediadores da Grande Baía
         [disciplinary-record] se há registo disciplinar
         [work-years] os anos de experiência profissional
         [mediation-cases] o número de mediações concluídas
        *[mediator-years] os anos de experiência como mediador
    }.

## Findings: Hong Kong Mediation Code

finding-relation-without-written-consent = O mediador { $relation } e nem todas as partes deram previamente o seu consentimento por escrito.
finding-leave-needed-for-mediation-communication = As comunicações da mediação são confidenciais e só são admitidas como prova com autorização do tribunal (Mediation Ordinance, Cap. 620 de Hong Kong, secções 9 e 10), ainda que as partes consintam.
finding-mediator-proposed-for-later-role = Propõe-se que o mediador intervenha como { $role } no processo subsequente; cabe a uma pessoa decidir se a confidencialidade e a imparcialidade o permitem.

## Findings: judicial confirmation of mediation agreements

finding-application-not-joint = O requerimento não é apresentado conjuntamente por ambas as partes.
finding-application-too-late = O requerimento foi apresentado em { $applied }, depois do último dia do prazo, { $last-day }.
finding-agreement-not-in-effect = Não se indica o dia em que o acordo começou a produzir efeitos, ou esse dia ainda não chegou; dele se contam os trinta dias.
finding-mediated-by-an-individual = O acordo foi mediado por uma pessoa singular e não por uma entidade de mediação legalmente constituída; não pode ser confirmado.
finding-mediation-body-not-stated = Não se comprova que entidade de mediação conduziu a mediação.
finding-confirmation-court-to-be-checked = { $kind }: só é competente se tiver convidado à mediação ou, tratando-se de tribunal intermédio, se o litígio lhe couber; de outro modo o requerimento é dirigido a um tribunal popular de base.
finding-not-a-court-for-confirmation = { $kind }: a confirmação do acordo de mediação só pode ser requerida a um tribunal popular.
finding-mediation-agreement-missing = Não se junta o acordo de mediação.
finding-agreement-in-pending-case = O acordo foi alcançado depois de admitida a petição; o tribunal lavra o auto de mediação ou há desistência da instância.
finding-ruling-to-follow = Em regra decide um juiz singular, no prazo de trinta dias a contar da admissão e em instância única; o acordo conforme à lei é declarado válido por decisão e pode ser executado, de outro modo o requerimento é indeferido.

## Findings: People’s Jurors Law

finding-juror-not-upholding-constitution = O candidato não defende a Constituição da República Popular da China.
finding-juror-under-age = Em { $on } ainda não tem vinte e oito anos completos.
finding-education-below-senior-secondary = As habilitações são inferiores ao ensino secundário complementar, que o jurado deve em regra possuir; cabe a uma pessoa decidir.
finding-juror-particular-missing = { $particular ->
         [date-of-birth] Não é indicada a data de nascimento
         [education] Não são indicadas as habilitações
         [list-of] Não é indicado o tribunal em cuja lista o jurado está inscrito
         [cases-this-year] Não é indicado o número de processos julgados no ano
        *[upholds-constitution] Não é indicado se o candidato defende a Constituição
    }.
finding-juror-in-barred-office = Não podem ser jurados populares os membros dos comités permanentes das assembleias populares, nem o pessoal dos órgãos de supervisão, dos tribunais, das procuradorias e dos órgãos de segurança pública, de segurança do Estado e de administração da justiça.
finding-juror-in-barred-profession = { $profession ->
         [arbitrator] Os árbitros
         [grass-roots-legal-worker] Os prestadores de serviços jurídicos de base
         [notary] Os notários
        *[lawyer] Os advogados
    } não podem ser jurados populares.
finding-lawyer-of-another-bar = Trata-se de advogado inscrito fora do Interior da China; segundo a opção em vigor, só o advogado do Interior está impedido.
finding-juror-barred-by-record = Impedimento para ser jurado popular: { $record ->
         [criminal-punishment] foi condenado em pena criminal
         [dismissed-from-public-office] foi demitido de funções públicas
         [licence-revoked] foi-lhe cassada a licença de advogado ou de notário
         [dishonest-judgment-debtor] consta da lista de executados relapsos
        *[removed-as-juror] foi destituído de jurado por motivo disciplinar
    }.
finding-juror-quota-too-small = O tribunal tem { $quota } lugares de jurado; o triplo do número dos seus juízes é { $needed }.
finding-appointment-not-by-basic-court = Só o tribunal popular de base propõe a nomeação de jurados; o tribunal superior sorteia-os das listas dos tribunais de base da sua área.
finding-application-share-exceeded = Seriam { $given } os jurados por candidatura ou recomendação; o máximo é um quinto dos lugares, isto é, { $allowed }.
finding-application-share-not-stated = Não é indicado quantos jurados do tribunal provêm de candidatura ou recomendação; o máximo é um quinto dos lugares.
finding-second-term-as-juror = Já foi anteriormente nomeado jurado; em regra, não há segundo mandato.
finding-juror-term-over = O mandato do jurado terminou em { $last-day }, antes da audiência.
finding-juror-term-unknown = Não consta nomeação a partir da qual se possa contar o mandato do jurado.
finding-jurors-in-second-instance = Os jurados intervêm apenas em primeira instância; em segunda instância o tribunal colectivo é composto por juízes.
finding-single-judge-tries-the-case = Em processo sumário a causa é julgada por um juiz singular, sem jurados.
finding-juror-had-another-role = { $earlier-role ->
         [agent] O jurado foi mandatário judicial neste processo
         [expert] O jurado foi perito neste processo
         [interpreter] O jurado foi intérprete neste processo
        *[witness] O jurado foi testemunha neste processo
    } e está impedido de nele intervir.
finding-juror-on-another-list = O jurado consta da lista de outro tribunal ({ $authority }), da qual este tribunal não pode sortear.
finding-subordinate-courts-not-stated = Não são indicados os tribunais de base da área deste tribunal; não é possível examinar se pode sortear dessa lista.
finding-panel-not-allowed = { $judges } juízes e { $jurors } jurados: com jurados, o tribunal colectivo tem três membros, presidindo um juiz, ou três juízes e quatro jurados.
finding-panel-of-even-number = { $judges } juízes: o número de membros do tribunal colectivo tem de ser ímpar.
finding-panel-not-stated = Não são indicados ambos os números, o de juízes e o de jurados do tribunal colectivo.
finding-vote-on-law-by-juror = No colectivo de sete membros os jurados podem pronunciar-se sobre a matéria de direito, mas não votam; a opinião fica registada nos autos.

## Findings: interpretation of the People’s Jurors Law

finding-jurors-requested-too-late = A intervenção de jurados podia ser requerida até { $last-day }.
finding-notice-of-right-not-recorded = Não consta a notificação do direito de requerer a intervenção de jurados; o prazo ainda não começou a correr.
finding-draw-too-late = O sorteio dos jurados devia realizar-se até { $last-day }, sete dias antes da audiência; é necessário designar outra data para a audiência.
finding-hearing-not-fixed = Não está designada data para a audiência; não é possível examinar se o sorteio é tempestivo.
finding-no-jurors-in-this-procedure = { $trial-procedure ->
         [payment-order] No processo de injunção
         [public-summons] No processo de citação edital de títulos
        *[special] Nos processos especiais
    } não intervêm jurados.
finding-juror-mediated-the-dispute = O jurado foi mediador deste litígio e não pode intervir no julgamento.
finding-annual-cap-reached = O jurado já interveio este ano em { $cases } processos; o limite fixado pelo tribunal é de { $cap }.
finding-annual-cap-above-thirty = O limite anual de { $cap } processos fixado pelo tribunal é superior a trinta, que em regra não deve ser excedido.
finding-annual-cap-not-stated = Não é indicado o limite anual fixado pelo tribunal; considera-se o de trinta processos.
finding-alternate-steps-in = Segundo a ordem fixada, este suplente substitui o jurado cujo impedimento foi declarado.
finding-alternates-exhausted = Foi declarado o impedimento de um jurado e já não há suplentes; o tribunal colectivo só fica completo com novo sorteio.
finding-recused-juror-not-named = Foi declarado um impedimento, mas não é indicado de quem.
