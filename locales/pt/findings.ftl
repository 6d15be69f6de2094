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
