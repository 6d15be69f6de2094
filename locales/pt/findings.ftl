### Outcomes

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
channel-post = correio
channel-courier = serviço de entrega rápida
channel-diplomatic = via diplomática
channel-consular = via consular
channel-by-hand = em mão

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

overlap-judicial-holidays-lunar-new-year = ano novo lunar
overlap-judicial-holidays-easter = Páscoa
overlap-judicial-holidays-summer = verão
overlap-judicial-holidays-year-end = fim do ano

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
finding-relation-consented-to-orally = O mediador { $relation }; todas as partes deram o seu consentimento, mas nem todas por escrito; enquanto o não fizerem, o mediador deve abster-se.
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
## Findings: SPC Provisions on Online Filing for Cross-Border Litigants (2021)

finding-not-a-cross-border-litigant = A apresentação transfronteiriça em linha destina-se a litigantes do estrangeiro, de Hong Kong, de Macau ou de Taiwan e a cidadãos do Interior da China que aí residam habitualmente; esta parte propõe a acção pela forma comum.
finding-co-litigant-from-the-mainland = Esta parte é do Interior da China e litiga em conjunto com outra de fora; cabe a uma pessoa decidir se ambas podem apresentar a petição em linha.
finding-domicile-not-stated = Não se indica o domicílio ou a sede da parte.
finding-filing-party-missing = Não se identifica a parte que propõe a acção.
finding-not-first-instance = Por esta via só se propõem acções em primeira instância; trata-se de um recurso.
finding-identity-result-overdue = O resultado da verificação da identidade devia ter sido comunicado até { $last-day }.
finding-power-of-attorney-not-witnessed = A procuração não foi assinada por videoconferência perante o juiz nem reconhecida por notário.
finding-defects-noticed-twice = Os defeitos são notificados de uma só vez; aqui houve segunda notificação.
finding-supplement-outstanding = Foram notificados defeitos; o prazo para os suprir termina em { $last-day }.
finding-supplement-not-handed-in = Os defeitos não foram supridos até { $last-day }; os documentos são devolvidos.
finding-supplement-too-late = Os defeitos foram supridos em { $handed-in }, depois do último dia, { $last-day }.
finding-filing-decision-overdue = A decisão sobre a admissão da petição devia ter sido proferida até { $last-day }.

## Findings: SPC Interpretation on the Ascertainment of Foreign Law (2023)

finding-law-not-named = Não se indica qual o direito a averiguar.
finding-law-is-not-foreign = O direito do Interior da China não se averigua como direito estrangeiro.
finding-regional-law-by-reference = À averiguação do direito de { $jurisdiction } podem aplicar-se, por remissão, as regras sobre o direito estrangeiro.
finding-no-channel-tried = Ainda não se recorreu a qualquer via; não tendo as partes escolhido o direito aplicável, cabe ao tribunal averiguá-lo.
finding-case-law-not-in-full = A jurisprudência deve ser apresentada com o texto integral das decisões.
finding-qualification-proof-missing = Falta a prova da qualificação do perito ou da entidade.
finding-no-interest-statement-missing = Falta a declaração escrita de ausência de interesse na causa.
finding-law-period-runs = O prazo para fazer prova do direito termina em { $last-day }.
finding-law-period-not-fixed = O tribunal ainda não fixou o prazo para as partes fazerem prova do direito que escolheram.
finding-reason-for-delay = Foi indicado o motivo por que não se fez prova do direito em tempo; o tribunal pode, a requerimento, prorrogar o prazo.
finding-macao-court-may-be-asked = Ao abrigo do acordo, pode pedir-se ao tribunal de Macau informação sobre o direito de Macau.

## Findings: SPC Provisions on Evidence in Civil Proceedings (2019)

finding-proof-formality-missing = { $document } ({ $jurisdiction }): não foram cumpridas as formalidades de prova exigidas para as provas aí formadas.
finding-foreign-document-unproved = { $document }: proveniente de Estado estrangeiro, sem formalidades de prova; são exigidas se se tratar de documento autêntico ou relativo ao estado das pessoas.
finding-evidence-period-too-short = Dias fixados para apresentar provas: { $given }; o mínimo é de { $least }.
finding-evidence-period-too-long = Dias fixados para apresentar provas: { $given }; o máximo é de { $most }.
finding-evidence-period-usually-shorter = Dias fixados para apresentar provas: { $given }; em regra, não mais de { $most }.
finding-trial-procedure-not-stated = Não se indica a forma do processo, de que depende o prazo para apresentar provas.
finding-expert-assistant-too-late = A intervenção de assistente técnico foi requerida em { $asked }, depois de o prazo para apresentar provas ter terminado em { $last-day }.
finding-expert-assistants-too-many = Cada parte pode requerer a intervenção de um ou dois assistentes técnicos, e não mais.
finding-expert-assistant-speaks-for-party = O que o assistente técnico diz sobre a questão técnica vale como declaração da parte; não intervém em mais nada na audiência.

## Technical means of examining somebody; they share their argument with the methods of service

method-video = por videoconferência
method-audio = por audioconferência
method-instant-messaging = por mensagens instantâneas

## Switches, where the texts are silent, and what each of their values means

setting-hk-calendar = calendário dos prazos que vinculam a parte de Hong Kong
setting-hk-calendar-HK-general = feriados gerais
setting-hk-calendar-HK-court = dias de encerramento das secretarias judiciais
setting-mo-half-day = último dia em que os serviços de Macau encerram durante parte do dia
setting-mo-half-day-closed = conta como encerrado
setting-mo-half-day-open = conta como aberto
setting-mo-judicial-holidays = férias judiciais de Macau dentro de um prazo entre tribunais
setting-mo-judicial-holidays-warn = são assinaladas e não o suspendem
setting-mo-judicial-holidays-ignore = não são assinaladas
setting-rest-day-receipt = recepção em dia de descanso
setting-rest-day-receipt-same-day = conta nesse dia
setting-rest-day-receipt-next-working-day = conta no dia útil seguinte
setting-supplement-clock = prazo de execução depois de pedidos elementos complementares
setting-supplement-clock-runs = continua a correr
setting-supplement-clock-restarts = corre de novo a partir da sua recepção
setting-forward-clock = prazo de execução depois da remessa a outro tribunal
setting-forward-clock-first-receipt = corre desde a primeira recepção
setting-forward-clock-forwarding = corre desde a remessa
setting-deemed-date-roll = último dia de um prazo de espera que seja dia de descanso
setting-deemed-date-roll-roll = passa para o dia útil seguinte
setting-deemed-date-roll-no-roll = mantém-se
setting-hk-mo-announcement = prazo dos éditos para destinatários de Hong Kong e Macau
setting-hk-mo-announcement-three-months = três meses
setting-hk-mo-announcement-sixty-days = sessenta dias
setting-art-12-date = dia em que se considera efectuada a citação ou notificação quando um facto mostra a recepção enquanto corre o prazo ao abrigo do acordo
setting-art-12-date-fact-date = o dia desse facto
setting-art-12-date-expiry-date = o fim do prazo de espera
setting-unconsented-e-service-date = dia da citação ou notificação electrónica sem consentimento
setting-unconsented-e-service-date-day-of-reaction = o dia em que o destinatário reagiu
setting-unconsented-e-service-date-arrival = o dia da chegada
setting-juror-draw-count = último dia para o sorteio, «sete dias antes da audiência»
setting-juror-draw-count-lenient = o sétimo dia anterior
setting-juror-draw-count-strict = o oitavo dia anterior
setting-juror-term-end = último dia dos cinco anos do jurado
setting-juror-term-end-anniversary = o dia correspondente
setting-juror-term-end-day-before = a véspera do dia correspondente
setting-lawyer-scope = advogados que não podem ser jurados populares
setting-lawyer-scope-any-jurisdiction = os de qualquer jurisdição
setting-lawyer-scope-mainland-only = apenas os do Interior da China
setting-address-detail-required = endereço suficientemente pormenorizado
setting-address-detail-required-full = o endereço completo
setting-address-detail-required-incomplete = também o endereço incompleto
setting-unlisted-document = documento fora de uma lista fechada
setting-unlisted-document-return = é devolvido
setting-unlisted-document-flag = é verificado
setting-non-civil-matter = processo que não é civil nem comercial
setting-non-civil-matter-refuse = é recusado
setting-non-civil-matter-return = é devolvido
setting-unregulated-electronic-transmission = transmissão electrónica sobre a qual o texto nada diz
setting-unregulated-electronic-transmission-return = é devolvida
setting-unregulated-electronic-transmission-flag = é verificada
setting-act-outside-list = acto de prova fora de uma lista fechada
setting-act-outside-list-refuse = é recusado
setting-act-outside-list-return = é devolvido
setting-integrity-mismatch = ficheiro que não é o indicado na lista de ficheiros
setting-integrity-mismatch-return = é devolvido
setting-integrity-mismatch-flag = é verificado
setting-unlawful-special-method = forma especial que a lei da parte requerida proíbe
setting-unlawful-special-method-ordinary-method = é substituída pela forma comum
setting-unlawful-special-method-return = é devolvida
## Findings: cn-hk-evidence-2017

finding-no-proceedings = Não há processo para o qual se queira a prova; o instrumento só abrange a prova destinada a um processo.
finding-proceedings-only-contemplated = O processo ainda não foi instaurado; o texto fala de processos pendentes. Cabe a uma pessoa decidir se abrange este.
finding-received-before-entry-into-force = A carta foi recebida antes da entrada em vigor do instrumento, em { $since }; fica sujeita à lei então em vigor.
finding-outside-the-liaison-authorities = A carta não passou pelas autoridades de ligação; os pedidos de produção de prova seguem de uma para a outra.
finding-case-number-missing = Não se indica o número do processo; a prova só pode ser usada no processo a que a carta se refere.
finding-act-outside-list = { $act }: não consta dos actos que o instrumento enumera para este sentido.
finding-taken-by-another = { $act }: a prova seria produzida por outrem; ao abrigo deste instrumento é a parte requerida que a produz, segundo a sua lei.
finding-special-method-to-be-decided = A parte requerida decide se segue a forma especial pedida ({ $method }); o custo adicional é da parte requerente, e as duas partes consultam-se primeiro.
finding-technical-method-forbidden = A lei da parte requerida não admite a produção de prova { $technique ->
         [video] por videoconferência
         [audio] por ligação áudio
        *[instant-messaging] por mensagens instantâneas
    }.
finding-technical-method-unclear = Não é claro se a lei da parte requerida admite a produção de prova { $technique ->
         [video] por videoconferência
         [audio] por ligação áudio
        *[instant-messaging] por mensagens instantâneas
    }.
finding-technical-method-to-be-decided = O texto não menciona a produção de prova { $technique ->
         [video] por videoconferência
         [audio] por ligação áudio
        *[instant-messaging] por mensagens instantâneas
    }; a parte requerida decide como se de forma especial se tratasse.
finding-presence-to-be-decided = A parte requerida decide, segundo a sua lei, sobre a presença { $who ->
         [judicial-officer] de funcionários judiciais da parte requerente
         [counsel] dos mandatários das partes
        *[party] das partes
    }; se a autorizar, comunica a data e o local à autoridade de ligação da parte requerente.
finding-questions-by-attendee-to-be-decided = A parte requerida decide, segundo a sua lei, se quem assiste pode fazer perguntas.
finding-seal-not-admitted = O selo da carta ({ $sealed-by }) não é dos que o instrumento admite: o do Supremo Tribunal Popular ou de um Tribunal Popular Superior, ou o do Tribunal Superior de Hong Kong.
finding-issuer-is-no-court = A carta deve indicar o tribunal da parte requerente que a emite; { $named } não o é.
finding-trial-court-not-named = A carta não indica o tribunal da causa.
finding-case-background-missing = A carta não descreve o processo: resumo, natureza e fase em que se encontra.
finding-reason-missing = A carta não diz por que razão a prova tem de ser produzida.
finding-contact-person-missing = A carta não indica a pessoa de contacto da parte requerente.
finding-contact-details-missing = A carta não diz como contactar a pessoa de contacto da parte requerente.
finding-person-not-named = { $role }: falta o nome.
finding-person-address-missing = { $role }: falta o endereço.
finding-no-act-requested = A carta não pede qualquer acto.
finding-identification-missing = { $role }: não são indicados elementos de identificação nem de contacto.
finding-person-not-identified = { $act }: a carta não diz de quem.
finding-questions-missing = { $act }: não há perguntas nem lista das matérias sobre que devam incidir.
finding-documents-not-specified = { $act }: a carta pede documentos de um género; deve especificar quais.
finding-documents-not-described = { $act }: a carta não diz o que se deve obter.
finding-subject-not-stated = { $act }: a carta não indica o objecto.
finding-consult-on-costs = Estas despesas não são correntes ({ $cost ->
         [interpreter] interpretação
         [translation] tradução
         [expert] peritos
         [appraisal] perícia
        *[special-method] forma especial
    }): antes de prosseguir, deve consultar-se a parte requerente, que as suporta.
finding-ordinary-costs = O que se paga à testemunha é despesa corrente; suporta-a a parte requerida.
finding-evidence-target-passed = A prova devia, na medida do possível, ter sido produzida até { $last-day }; o pedido mantém-se.
finding-lawful-refusal-to-testify = A testemunha pode recusar-se a depor segundo a lei da parte requerida; comunica-se por escrito à parte requerente.
finding-refusal-rests-on-other-law = A recusa funda-se na lei da parte requerente; o texto fala da lei da parte requerida. Cabe a uma pessoa apreciá-la.
finding-written-reply-missing = Falta a resposta escrita que acompanha o resultado.
finding-result-not-stated = { $act }: não se diz se foi cumprido.
finding-reasons-for-non-execution-missing = Não se explica por escrito por que razão o pedido não foi cumprido, ou só o foi em parte.
finding-return-instruction-missing = A parte requerente não disse que documentos quer de volta; deve perguntar-se-lhe.
finding-papers-not-returned-as-instructed = A parte requerente quer de volta { $instruction ->
         [all] todos os documentos anexos à carta
        *[unexecuted-part] os documentos anexos à carta que respeitam ao que não foi cumprido
    }; não se juntam.
finding-use-in-another-case = A prova foi obtida para o processo { $case }; não pode ser usada no processo { $intended }.

## Findings: hk-cap-8

finding-no-court-outside-hong-kong = O pedido não mostra que tenha sido emitido por um tribunal de fora de Hong Kong, ou em nome dele.
finding-not-civil-proceedings = O processo ({ $category }) não é um processo civil no sentido da Evidence Ordinance.
finding-proceedings-not-contemplated = Não há processo civil instaurado no tribunal requerente nem se pretende instaurá-lo; o tribunal não pode ordenar a produção da prova.
finding-no-evidence-in-hong-kong = { $act }: não é prova a obter em Hong Kong e não pode ser ordenada.
finding-step-not-known-to-be-available = { $act }: cabe ao tribunal decidir se esta diligência pode ser exigida em processo civil em Hong Kong.
finding-general-discovery-asked-for = { $act }: não há exibição genérica de documentos; só pode ordenar-se a entrega de documentos determinados.
finding-holder-not-named = { $act }: o pedido não diz em poder de quem os documentos provavelmente estão.
finding-conduct-money-due = Quem é obrigado a comparecer tem direito ao abono para a deslocação e ao pagamento das despesas e do tempo perdido.
finding-witness-exempt = A testemunha não pode ser obrigada a produzir esta prova.
finding-exemption-not-made-out = A escusa invocada segundo a lei da parte requerente não consta do pedido nem foi admitida e não dispensa a testemunha; a prova assim produzida fica retida até o tribunal requerente decidir sobre a escusa.
finding-letter-not-in-official-language = O pedido não está em nenhuma das línguas oficiais de Hong Kong nem se junta tradução para chinês ou inglês.
## Findings: Mainland–Macao service and evidence (2001, amended 2020)

finding-received-before-commencement = A carta foi recebida antes de { $in-force }, data da entrada em vigor do acordo.
finding-received-before-amendment = A carta foi recebida antes de { $in-force }, data da entrada em vigor do texto alterado; aplicava-se-lhe o texto de 2001.
finding-posted-although-platform-works = A carta seguiu por via postal embora a plataforma de cooperação judiciária pudesse ser utilizada; a via postal é para quando não pode.
finding-transmission-not-provided-for = O acordo prevê a plataforma de cooperação judiciária e, na sua falta, a via postal; não prevê esta forma: { $transmission }.
finding-address-outside-area = O endereço fica fora da área de competência do tribunal ({ $authority }); o assunto cabe ao respectivo tribunal superior.
finding-supplement-leaves-the-limit = Foi pedido um complemento em { $asked }; o texto não diz que isso suspenda o prazo, que continua a correr.
finding-evidence-overdue = A produção da prova devia ter sido concluída até { $last-day }.
finding-ground-to-refuse = Constitui fundamento de recusa nos termos do acordo, a comunicar prontamente e por escrito à parte requerente: { $objection }.
finding-prepayment-may-be-asked = Prevêem-se despesas com peritos, testemunhas, tradutores ou uma forma especial; a parte requerida pode pedir o seu adiantamento.
finding-prepayment-waived = Prevêem-se despesas com peritos, testemunhas, tradutores ou uma forma especial; a parte requerida não pede o seu adiantamento.
finding-prepayment-without-cost = Pede-se um adiantamento, mas não se indica a despesa; só podem ser adiantadas as de peritos, testemunhas, tradutores e formas especiais.
finding-neither-seal-nor-signature = A carta não tem nem o selo do tribunal requerente nem a assinatura de um juiz.
finding-document-not-named = { $document }: não consta da lista de actos judiciais, que é exemplificativa; é citado ou notificado na mesma.
finding-certificate-without-method = A certidão não indica a forma da citação ou notificação.
finding-certificate-without-place = A certidão não indica o lugar da citação ou notificação.
finding-certificate-without-recipient = A certidão não indica a identidade de quem recebeu os documentos.
finding-leaving-not-recorded = Os documentos foram deixados no local, mas não constam testemunhas, fotografias ou gravação em vídeo.
finding-no-litigation = A prova não se destina a um litígio em tribunal.
finding-litigation-only-contemplated = A acção ainda não foi proposta; não é certo que se possa pedir prova para ela.
finding-act-unrelated-to-litigation = { $act }: sem relação com o litígio; este acto não é executado.
finding-parties-missing = A carta não identifica as partes.
finding-person-without-address = Falta o endereço: { $role }.
finding-act-not-specified = { $act }: não se descreve o respectivo objecto.
finding-examined-person-missing = { $act }: a carta não identifica a pessoa em causa.
finding-measure-beyond-evidence = { $act }: conservar, guardar ou apreender bens pode exceder a produção de prova.
finding-time-and-place-to-be-notified = Deve comunicar-se à parte requerente a hora e o lugar, para que os interessados possam assistir.
finding-officer-asks-to-attend = Um funcionário de justiça da parte requerente pede para assistir; cabe à parte requerida decidir.
finding-officer-asks-to-put-questions = Quem assiste pretende fazer perguntas; cabe à parte requerida decidir.
finding-testimony-refused = A pessoa recusa-se a depor nos termos da lei da parte requerida; comunica-se por escrito à parte requerente.
finding-exemption-of-the-requesting-side = A pessoa recusa-se a depor nos termos da lei da parte requerente; o texto só refere a da parte requerida.
finding-written-statement-missing = Falta a comunicação escrita do que se fez ou do que o impediu.
finding-evidence-papers-not-returned = { $papers ->
         [letter] A carta rogatória deve ser devolvida
        *[attachments] Os documentos anexos devem ser devolvidos
    }: o pedido veio por via postal e não foi inteiramente cumprido.
finding-consent-to-travel-needed = Não se indica se esta pessoa aceita deslocar-se; ninguém comparece na outra parte sem o seu consentimento: { $role }.
finding-travel-without-consent = Esta pessoa não aceita deslocar-se e a comparência não pode ser organizada: { $role }.
finding-travel-costs-prepaid = As despesas e a compensação de quem se desloca são adiantadas pelo tribunal requerente: { $role }.
finding-immunity-not-certain = Não é certo que o texto proteja esta pessoa na deslocação; convém esclarecê-lo antes da partida: { $role }.
finding-stayed-beyond-immunity = Ainda ou de novo presente em { $seen }, depois do último dia de imunidade, { $last-day }.
finding-consent-to-video-needed = Não se indica se a pessoa aceita depor por vídeo ou áudio; sem consentimento usa-se a forma comum.
finding-video-without-consent = A pessoa não aceita depor por este meio técnico; usa-se a forma comum.
finding-technical-method-not-provided-for = O texto prevê o vídeo ou o áudio para testemunhas e peritos; tudo o mais é forma especial, a apreciar pela parte requerida.
finding-law-not-specified = Não se indica o direito a consultar.
finding-law-of-another-side = A parte requerida só consulta o seu próprio direito, e não o de outra jurisdição ({ $jurisdiction }).
## Findings: Hong Kong–Macao service

finding-arrangement-is-on-service-only = O Acordo respeita apenas à citação e notificação; não abrange a produção de provas.
finding-general-law-on-evidence = A prova entre as duas partes é produzida sem acordo, ao abrigo da lei geral da parte que a produz ({ $instrument }); cabe a uma pessoa decidir.
finding-not-yet-in-force = O Acordo vigora desde { $first-day }; não se aplica ao que é anterior.
finding-documents-not-listed-in-letter = A carta não enumera os documentos que a acompanham.
finding-listed-document-missing = { $document }: consta da carta, mas não foi junto.
finding-document-not-in-letter-list = { $document }: foi junto, mas não consta da carta.
finding-refusal-ground-unverified = Não está verificado se o Acordo prevê este fundamento de recusa; cabe a uma pessoa decidir: { $objection }.

## Findings: the Hague Service Convention

finding-form-neither-signed-nor-sealed = O formulário do pedido não está assinado nem carimbado.
finding-language-not-accepted = { $document }: nem o texto nem a tradução junta estão em língua aceite ({ $languages }).
finding-addressee-may-decline = { $document }: para a simples entrega não é precisa tradução, mas o destinatário pode não a aceitar.
finding-translation-may-be-required = { $document }: só em língua chinesa; o Estado requerido pode exigir tradução.
finding-direct-post-opposed = Os documentos foram enviados por via postal directamente ao destinatário; o Interior da China opõe-se à citação ou notificação por via postal, e a sua lei não a admite sem autorização.
finding-direct-post-not-opposed = Os documentos foram enviados por via postal directamente ao destinatário; a parte de destino não se opõe.
finding-direct-post-may-be-opposed = Os documentos são para enviar por via postal directamente ao destinatário; o Estado de destino pode opor-se.
finding-convention-ground-to-refuse = Fundamento de recusa nos termos da Convenção: { $objection }.
finding-own-law-ground-to-refuse = Fundamento de recusa nos termos da lei da parte requerida: { $objection }.
finding-hearing-past-text-silent = A audiência de { $hearing } já passou; a Convenção não diz se os documentos são citados ou notificados na mesma.
finding-default-judgment-possible = Decorreram seis meses desde a transmissão do pedido sem que tenha chegado certidão; o juiz pode decidir, se para a obter se fizeram todas as diligências razoáveis.

## Findings: the Hague Evidence Convention

finding-neither-commenced-nor-contemplated = A prova não se destina a processo judicial, instaurado ou a instaurar; a Convenção não a abrange.
finding-act-outside-convention = { $act }: não é obtenção de provas nos termos da Convenção.
finding-letter-sent-to-the-person = A carta foi enviada directamente à pessoa em causa e não à autoridade designada para a receber.
finding-person-to-examine-not-named = A carta não identifica a pessoa a ouvir ou a examinar.
finding-language-perhaps-accepted = { $document }: não é certo que esta língua seja aceite; cabe a uma pessoa decidir.
finding-judicial-presence-not-declared = Os magistrados da parte requerente só assistem se a outra parte o tiver declarado, e com autorização; não se conhece tal declaração.
finding-privilege-not-confirmed = O direito de recusa assenta na lei da parte requerente, mas a carta não o menciona nem essa parte o confirmou; deve pedir-se confirmação.
finding-cost-for-the-requesting-side = A parte requerida pode pedir à parte requerente { $cost ->
         [interpreter] os honorários do intérprete
         [special-method] as despesas da forma especial
        *[expert] os honorários do perito
    }.
finding-cost-for-the-requested-side = Não se pede à parte requerente { $cost ->
         [interpreter] os honorários do intérprete
         [expert] os honorários do perito
         [appraisal] os honorários do perito
         [special-method] as despesas da forma especial
         [translation] as despesas de tradução
        *[witness] o que é pago à testemunha
    }.
finding-prepayment-not-provided-for = A Convenção prevê o reembolso e não o preparo; deve acordar-se com a parte requerente.
finding-commissioner-not-admitted = Nenhum comissário pode obter provas na parte requerida: do capítulo II da Convenção só se aplica o artigo 15.º.
finding-commissioner-needs-permission = O comissário precisa de autorização da autoridade designada; não está verificado em que medida se aplica o capítulo II.
finding-consul-for-own-nationals-only = O agente consular só obtém provas de nacionais do Estado que representa, e sem coacção; deve verificar-se a nacionalidade da pessoa.
finding-consul-needs-permission = O agente consular só obtém aí provas com autorização, de nacionais do Estado que representa e sem coacção.
finding-general-discovery = A carta pede documentos por categoria; nos termos da declaração da parte requerida só se apresentam documentos especificados.
finding-general-discovery-elsewhere = A carta pede documentos por categoria; o Estado requerido pode ter declarado que não a cumpre.
finding-connection-not-stated = A carta não indica que os documentos tenham ligação directa e estreita com o objecto do processo.
finding-documents-not-connected = Os documentos não têm ligação directa e estreita com o objecto do processo.

## Findings: evidence and certificates, by any instrument

## Findings: the Mainland’s measures for the Hague Service Convention

finding-addressee-may-refuse-without-chinese = { $document }: não há tradução para chinês; o destinatário pode recusar por esse motivo, o que se anota na certidão.
finding-refusal-not-noted = O destinatário recusou receber; a certidão não o menciona.
finding-translation-for-abroad-missing = { $document }: o que é citado ou notificado no estrangeiro precisa de tradução para a língua local; não foi junta.
finding-third-copy-for-the-ministry = O Ministério da Justiça fica com um terceiro exemplar do que segue por seu intermédio para o estrangeiro; juntam-se menos de três.

## Findings: the Mainland’s provisions on requests under treaties

finding-translation-bears-court-seal = { $document }: a tradução tem o selo de um tribunal ({ $sealed-by }); os tribunais não selam traduções.
finding-translation-not-certified = { $document }: o tradutor não atestou, por assinatura ou carimbo, que a tradução é fiel ao original.
finding-hearing-leaves-little-time = A audiência de { $hearing } deixa menos de seis meses para a citação no estrangeiro; deve verificar-se se basta.
## Findings: service by the court itself (SPC Provisions on Service in Hong Kong and Macao Cases; Civil Procedure Law)

finding-addressee-seat-unknown = Não se indica o domicílio do destinatário; sem ele não se sabe que lei rege a citação ou notificação.
finding-method-not-chosen = Não se indica a forma da citação ou notificação.
finding-method-not-provided = A lei não prevê esta forma de citação ou notificação para este destinatário: { $method }.
finding-method-by-reference = As Disposições não mencionam esta forma ({ $method }); podem aplicar-se por remissão as regras dos processos com elementos estrangeiros, o que cabe ao tribunal decidir.
finding-method-for-individuals-only = Esta forma só se aplica a pessoas singulares.
finding-method-for-entities-only = Esta forma só se aplica a sociedades e outras organizações.
finding-method-forbidden-by-state = A lei do Estado do destinatário proíbe esta forma de citação ou notificação: { $method }.
finding-method-not-agreed = O destinatário não aceita esta forma.
finding-agreement-not-stated = Não se indica se o destinatário aceita esta forma.
finding-recipient-missing = Não se conhece quem possa receber pelo destinatário: { $role }.
finding-recipient-outside-mainland = Não se encontra no Interior da China: { $role }.
finding-not-in-mainland = Não consta que se encontre no Interior da China quem possa ser citado ou notificado pessoalmente.
finding-receipt-excluded-by-power-of-attorney = A procuração exclui expressamente que o mandatário receba actos judiciais.
finding-branch-not-authorised = A sucursal ou o agente comercial não está autorizado a receber.
finding-enterprise-not-wholly-owned = A empresa não é integralmente detida pelo destinatário.
finding-addressee-does-not-represent-entity = O destinatário não é o representante legal nem o responsável principal desta entidade.
finding-entity-not-co-defendant = A entidade não é co-ré do destinatário.
finding-post-not-allowed-by-state = Não consta que a lei do Estado do destinatário permita a citação ou notificação por via postal.
finding-consular-service-for-nationals-only = A via consular só serve para nacionais da República Popular da China; há que verificar a nacionalidade do destinatário.
finding-proof-of-service-not-enclosed = Com a carta segue o impresso da certidão de citação ou notificação.
finding-leaving-without-refusal = Os papéis só se depositam depois de recusados; não consta qualquer recusa.
finding-refused-but-not-left = Os documentos foram recusados e não foram depositados; ainda não há citação ou notificação.
finding-mediation-statement-may-not-be-left = O termo de mediação é notificado à própria parte e não pode ser depositado.
finding-paper-copy-on-request = { $document }: em via electrónica; o destinatário recebe-o em papel se o pedir.
finding-e-service-without-consent = Não há consentimento para a via electrónica; só produz efeitos quando o destinatário responda, aja em conformidade ou se mostre que leu.
finding-e-address-not-confirmed = O destinatário aceitou a via electrónica, mas não indicou nem confirmou este endereço.
finding-e-service-awaits-reaction = O destinatário ainda não reagiu ao que foi enviado para o seu endereço electrónico.
finding-read-receipt-may-be-rebutted = A leitura da mensagem faz presumir a citação ou notificação; o destinatário pode provar que não a recebeu.
finding-announcement-before-other-methods = Os éditos são o último recurso; estas formas são possíveis e ainda não falharam: { $methods }.
finding-announcement-beside-other-methods = Não há éditos enquanto decorrem outras formas: { $methods }.
finding-method-beside-announcement = Várias formas podem correr em paralelo, mas não com os éditos: { $method }.
finding-announcement-in-summary-procedure = Em processo sumário não há citação por éditos.
finding-announcement-not-published-there = O anúncio deve ser publicado também aqui: { $jurisdiction }.
finding-announced-judgment-period-unsettled = Não está assente se a sentença publicada por éditos aguarda três meses, como ainda diz a Interpretação, ou sessenta dias, como diz a lei desde 2023.
finding-receipt-shown-after-wait = Há sinais de recepção, mas só depois de o prazo de espera ter terminado em { $last-day }; cabe ao juiz decidir o que se segue.
finding-earliest-success-decides = Mais do que uma forma teve êxito ({ $successes }); a primeira fixa a data.
finding-established-day-differs = O tribunal fixou { $established } como data da citação ou notificação; dos autos resulta { $shown }.
finding-answer-period-over = O prazo para contestar terminou em { $last-day }, salvo prorrogação.
finding-appeal-period-over = O prazo para recorrer terminou em { $last-day }, salvo prorrogação.
finding-ruling-may-be-appealable = Alguns despachos admitem recurso; cabe a uma pessoa ver se este o admite e até quando.

## Findings: evidence abroad (Civil Procedure Law, article 284)

finding-act-missing = Não se indica qualquer diligência de prova.
finding-act-without-person = Não se indica quem deve ser ouvido.
finding-act-through-treaty-or-diplomacy = O tribunal actua pela via convencional ou diplomática.
finding-consular-evidence-from-nationals-only = A via consular só serve para ouvir nacionais da República Popular da China; há que verificar a nacionalidade.
finding-consent-of-both-parties-missing = Esta forma de produção de prova exige o acordo de ambas as partes; esta não o deu.
finding-parties-not-stated = É preciso o acordo de ambas as partes; indicam-se menos de duas.
finding-evidence-method-forbidden-by-state = A lei do Estado em que se encontra a prova proíbe esta forma de a produzir.
finding-person-does-not-agree = Não aceita ser ouvido desta forma: { $role }.
finding-evidence-not-abroad = A pessoa encontra-se no Interior da China; o artigo sobre a prova no exterior não se aplica.
finding-arrangement-on-evidence-exists = Para a prova em Hong Kong e Macau há acordos próprios; cabe ao tribunal decidir se este artigo se aplica por remissão.
