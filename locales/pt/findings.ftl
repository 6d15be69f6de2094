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
instrument-hk-gba-accreditation-2024 = Regras de Hong Kong para a acreditação de mediadores da Grande Baía (2024)
instrument-gba-mediator-panel = Regime da lista de mediadores da Grande Baía
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
event-panel-confirmed = confirmação pela Conferência Conjunta
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

## Findings: service by the court itself (SPC Provisions on Service in Hong Kong and Macao Cases; Civil Procedure Law)

finding-addressee-seat-unknown = Não se indica o domicílio do destinatário; sem ele não se sabe que lei rege a citação ou notificação.
finding-method-not-chosen = Não se indica a forma da citação ou notificação.
finding-document-not-named = { $document }: não consta da lista de actos judiciais, que é exemplificativa; é citado ou notificado na mesma.
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
