### Dates

date = { $day } de { $month } de { $year }
month-1 = Janeiro
month-2 = Fevereiro
month-3 = Março
month-4 = Abril
month-5 = Maio
month-6 = Junho
month-7 = Julho
month-8 = Agosto
month-9 = Setembro
month-10 = Outubro
month-11 = Novembro
month-12 = Dezembro

## Lists: the last two entries, and what stands before them

list-pair = { $first } e { $second }
list-more = { $first }, { $rest }
yes = sim
no = não

## Sides

jurisdiction-CN = Interior da China
jurisdiction-HK = Hong Kong
jurisdiction-MO = Macau
jurisdiction-XX = Estado estrangeiro

## Authorities

authority-cn-spc = Supremo Tribunal Popular
authority-cn-gd-hpc = Tribunal Popular Superior da Província de Guangdong
authority-cn-gz-ic = Tribunal Popular Intermédio de Guangzhou
authority-cn-dongguan-ic = Tribunal Popular Intermédio de Dongguan
authority-cn-nansha = Tribunal Popular do Distrito de Nansha, Guangzhou
authority-cn-qianhai = Tribunal Popular da Zona de Cooperação de Qianhai, Shenzhen
authority-cn-hengqin = Tribunal Popular da Zona de Cooperação Aprofundada entre Guangdong e Macau em Hengqin
authority-cn-moj = Ministério da Justiça
authority-cn-gd-accreditation = Entidade de Guangdong de acreditação dos mediadores da Grande Baía
authority-cn-nansha-mediation = Centro de mediação de Nansha, Guangzhou
authority-hk-high-court = Tribunal Superior da RAE de Hong Kong
authority-hk-district-court = Tribunal Distrital da RAE de Hong Kong
authority-hk-labour-tribunal = Tribunal do Trabalho da RAE de Hong Kong
authority-hk-admin-wing = Direcção Administrativa do Gabinete do Secretário-Chefe da Administração de Hong Kong
authority-hk-gba-accreditation = Entidade de Hong Kong de acreditação dos mediadores da Grande Baía
authority-hk-mediation-body = Entidade de mediação de Hong Kong
authority-mo-tui = Tribunal de Última Instância
authority-mo-tjb = Tribunal Judicial de Base
authority-mo-mp = Ministério Público
authority-mo-accreditation = Entidade de Macau de acreditação dos mediadores da Grande Baía
authority-mo-mediation-body = Entidade de mediação de Macau
authority-xx-court = Tribunal estrangeiro
authority-xx-central-authority = Autoridade central estrangeira

## What people are at their authority

access-role-judge = juiz
access-role-clerk = oficial de justiça
access-role-liaison-officer = oficial de ligação
access-role-registrar = escrivão
access-role-auditor = auditor
access-role-operator = operador
access-role-court-system = sistema do tribunal
access-role-timer = o próprio nó

## States of a matter

state-drafted = redigida
state-submitted = apresentada para encaminhamento
state-sent-back = devolvida para correcção
state-transmitted = transmitida
state-acknowledged = recepção confirmada pela outra parte
state-supplement-asked = pedido de elementos complementares
state-supplied = completada
state-accepted = aceite
state-in-execution = em execução
state-completed = execução concluída
state-evidence-in-execution = obtenção de provas em curso
state-evidence-completed = obtenção de provas concluída
state-served = citada ou notificada
state-not-served = não citada nem notificada
state-returned = certidão devolvida
state-closed = encerrada
state-refused = recusada
state-withdrawn = retirada
state-paper-used = enviada em papel
state-needs-a-person = requer intervenção humana

## Docket: what happened in a matter. The day stands beside each entry

docket-drafted = { $authority } redigiu a carta rogatória
docket-entered = { $authority } iniciou o registo de uma carta rogatória recebida do estrangeiro em papel; enviada por: { $from }
docket-conveyed-dispatched = { $authority } expediu para a autoridade estrangeira ({ $message }): { $day }, { $channel }, { $by }, n.º { $reference }
docket-conveyed-arrived = { $authority } recebeu da autoridade estrangeira e transcreveu sob o seu selo ({ $message }): { $day }, { $channel }, { $by }, n.º { $reference }
docket-amended = { $authority } corrigiu a carta rogatória
docket-file-added = { $authority } juntou um documento aos autos: { $name }
docket-file-refused = { $authority } carregou um ficheiro em que se encontrou algo nocivo; foi removido: { $name } ({ $finding })
docket-preflighted = { $authority } submeteu a carta rogatória a verificação prévia
docket-agents-checked = Foram verificados os mandatos dos mandatários que a carta indica
agent-good = { $agent } por { $principal }: o mandato { $authorisation } é válido
agent-unknown = { $agent } por { $principal }: o mandato { $authorisation } não é aqui conhecido
agent-another-document = { $agent } por { $principal }: o mandato { $authorisation } tem um documento diferente do que a carta indica
agent-not-good = { $agent } por { $principal }: o mandato { $authorisation } não foi testemunhado, foi revogado ou terminou
agent-of-others = { $agent } por { $principal }: o mandato { $authorisation } é de outro mandante, para outro mandatário ou para outros processos
docket-check-own = Segundo as regras próprias ({ $jurisdiction }): { $outcome }
docket-check-advice = Segundo as regras publicadas ({ $jurisdiction }): { $outcome }
docket-assessed = Apreciação { $stage }: { $outcome }
docket-assessment-failed = As regras não deram resposta ({ $fault }); a decisão cabe a uma pessoa
docket-reviewed = { $authority } decidiu após exame: { $reason }
docket-submitted = { $authority } apresentou a carta rogatória para encaminhamento; autoridade transmissora: { $to }
docket-sent-back = { $authority } devolveu a carta rogatória para correcção: { $reason }
docket-transmitted = { $authority } selou e transmitiu a carta rogatória; autoridade receptora: { $to }
docket-transmitted-supplement = { $authority } selou e transmitiu os elementos complementares; autoridade receptora: { $to }
docket-message-queued = { $message }: aguarda entrega ({ $to })
docket-receipted = { $message }: recibo assinado da outra parte
docket-quarantined = { $message }: não aceite pela outra parte ({ $reason }); a decisão cabe a uma pessoa
docket-message-taken = { $message }: recebida e confirmada ({ $from })
docket-received = { $authority } recebeu a carta rogatória; autoridade transmissora: { $from }
docket-supplement-asked = { $authority } pediu elementos complementares: { $reason }
docket-supplied = { $authority } forneceu os elementos pedidos
docket-accepted = { $authority } aceitou o pedido
docket-execution-started = { $authority } entregou os documentos para citação ou notificação: { $body }
docket-execution-started-evidence = { $authority } entregou o pedido para obtenção de provas: { $body }
docket-executed-served = Destinatário citado ou notificado em { $day }
docket-executed-unserved = Não foi possível citar ou notificar; última tentativa em { $day }
docket-executed-evidence-taken = Provas obtidas; diligências concluídas em { $day }
docket-executed-partly-taken = Provas obtidas em parte; diligências concluídas em { $day }
docket-executed-not-taken = Não foi possível obter as provas; última tentativa em { $day }
docket-certificate-returned = { $authority } apôs o selo na certidão ({ $result }) e devolveu-a
docket-certificate-received = { $authority } recebeu a certidão de citação ou notificação ({ $result })
docket-certificate-returned-evidence = { $authority } apôs o selo na certidão de obtenção de provas ({ $result }) e devolveu-a
docket-certificate-received-evidence = { $authority } recebeu a certidão de obtenção de provas ({ $result })
docket-refused = { $authority } recusou o pedido: { $reason }
docket-withdrawn = { $authority } retirou o pedido: { $reason }
docket-paper-used = { $authority } recorreu ao papel: { $reason }
docket-conflict-found = O que foi recebido contradiz o que se concluíra ({ $conflict }); a decisão cabe a um juiz
docket-closed = { $authority } encerrou o processo
docket-erased = { $authority } mandou apagar os elementos: { $reason }
docket-acknowledged = { $authority } registou a carta rogatória sob o seu número { $number }
docket-accepted-with-remarks = { $authority } aceitou o pedido: { $remarks }
docket-refused-as-outside = { $authority } devolveu a carta rogatória por estar fora do âmbito do instrumento: { $reason }
docket-notice-given = { $authority } comunicou a data e o local ({ $occasion }): { $day }, { $place }
docket-notice-given-at = { $authority } comunicou a data e o local ({ $occasion }): { $day } { $time }, { $place }
docket-costs-consulted = { $authority } perguntou se deve prosseguir apesar dos encargos: { $reason } (estimativa: { $estimate })
docket-costs-answered = { $authority } respondeu quanto aos encargos: { $decision }
docket-reminded = { $authority } pediu informação sobre o andamento: { $reason }
docket-corrected = { $authority } rectificou um documento ({ $message }): { $reason }
docket-handled-opened = { $authority } abriu { $count } ficheiro(s): { $purpose }
docket-handled-copied = { $authority } copiou um ficheiro para outro processo: { $purpose }
docket-handled-exported = { $authority } levou para fora { $count } ficheiro(s): { $purpose }
docket-handled-released = { $authority } aprovou a abertura de { $count } ficheiro(s) selado(s) pelos responsáveis pela recuperação
docket-taken-over = { $authority } juntou aos autos um ficheiro de outro processo, com a sua marca: { $name }
docket-use-requested = { $authority } pediu outra utilização da prova ({ $purpose }): { $reason }
docket-use-answered = { $authority } respondeu quanto à outra utilização da prova: { $decision }
docket-erasure-asked = { $authority } perguntou se a outra parte também apaga a sua cópia ({ $reason }): { $instrument }
docket-erasure-answered = { $authority } respondeu quanto ao apagamento da sua cópia: { $decision } ({ $reason })
docket-circumstances-noted = { $authority } registou o que apurou acerca do pedido
docket-appearance-recorded = { $authority } registou, quanto a pessoa que se deslocou para depor: { $step }, { $day }
decided-approved = Autorizado: { $wish }
decided-declined = Não autorizado: { $wish }
decided-act-declined = Não executado: { $act } ({ $reason })
wish-judicial-officer = presença de magistrados ou funcionários judiciais da parte requerente
wish-party = presença das partes
wish-counsel = presença de mandatários e outros representantes
wish-questions-by-attendee = perguntas do magistrado ou funcionário judicial presente
wish-special-method = a forma especial
wish-technical-method = som ou imagem
docket-superseded = { $entry } [substituído por rectificação]

## Contradictions

conflict-answers-another-letter = responde a outra versão da carta
conflict-served-after-not-served = certificada como efectuada depois de tida por não efectuada
conflict-second-certificate = segunda certidão
conflict-supplement-not-asked-for = elementos complementares não pedidos
conflict-withdrawn-after-return = retirada depois de devolvida a certidão
conflict-withdrawn-after-service = retirada depois de efectuada a citação ou notificação
conflict-after-the-end = chegou depois de findo o processo
conflict-out-of-turn = chegou fora de vez
conflict-impossible-day = indica um dia impossível
conflict-second-acknowledgement = um segundo número para a mesma carta
conflict-answer-not-asked-for = uma resposta ao que não foi perguntado
conflict-corrects-what-does-not-stand = rectifica um documento que não vigora
conflict-corrected-after-acceptance = a carta foi rectificada depois de aceite
conflict-corrected-after-closing = a certidão foi rectificada depois de encerrado o processo
conflict-result-corrected = a certidão rectificada declara o resultado contrário
conflict-label-of-another-case = a prova está marcada para outro processo que não o da carta
conflict-use-of-what-was-not-given = foi pedida outra utilização de algo que não foi entregue ao abrigo desta carta
conflict-evidence-of-another-case = um ficheiro com o mesmo conteúdo é aqui conhecido como prova de outro processo
conflict-agent-not-authorised = é indicado um mandatário de quem não se conhece aqui mandato válido

## Messages between the gateways

message-kind-letter = Carta rogatória
message-kind-supplement-request = Pedido de elementos complementares
message-kind-supplement = Elementos complementares
message-kind-acceptance = Aceitação
message-kind-refusal = Recusa
message-kind-certificate = Certidão de citação ou notificação
message-kind-certificate-of-taking = Certidão de obtenção de provas
message-kind-withdrawal = Retirada do pedido
message-kind-acknowledgement = Aviso de registo
message-kind-return = Devolução por estar fora do âmbito do instrumento
message-kind-notice-of-time-and-place = Comunicação da data e do local
message-kind-costs-consultation = Consulta quanto aos encargos
message-kind-costs-answer = Resposta quanto aos encargos
message-kind-reminder = Pedido de informação sobre o andamento
message-kind-paper-used = Comunicação de que se recorreu ao papel
message-kind-correction = Rectificação
message-kind-use-request = Pedido de outra utilização da prova
message-kind-use-answer = Resposta quanto a outra utilização da prova
message-kind-erasure-request = Pergunta sobre o apagamento da cópia
message-kind-erasure-answer = Resposta sobre o apagamento da cópia
gateway-cn = nó do Interior da China
gateway-hk = nó de Hong Kong
gateway-mo = nó de Macau

## Time and place, costs, reminders

occasion-execution = execução do pedido
occasion-hearing = audiência
costs-agreed = a parte requerente suporta-os
costs-declined = a parte requerente não os suporta
use-granted = autorizada
use-declined = não autorizada
use-open = ainda sem resposta
other-use = Outra utilização da prova, { $purpose }: { $decision }
purpose-own-case = para o processo a que pertence
purpose-case = para o processo { $number } de { $court }
purpose-outside = para entregar a terceiros
custody-added = junto aos autos por { $who }
custody-taken-over = copiado de { $matter } por { $who }
custody-received = recebido de { $gateway }
custody-given = entregue a { $gateway }
custody-confirmed = a outra parte assinou que o tem
custody-not-taken = a outra parte não o aceitou
custody-dispatched = expedido para o estrangeiro por { $who }: { $channel }
custody-arrived = recebido do estrangeiro: { $channel }; por { $who }
custody-opened = aberto por { $who }, { $purpose }; permissão { $permit }
custody-copied = copiado para { $matter } por { $who }, { $purpose }; permissão { $permit }
custody-copied-into-case = copiado para os autos de um processo por { $who }, { $purpose }; permissão { $permit }
custody-exported = levado para fora por { $who }, { $purpose }; permissão { $permit }
custody-released = aberto aos responsáveis pela recuperação, com a aprovação de { $who }; permissão { $permit }
custody-reason = razão: { $reason }
custody-handed = Entregue a { $who }; permissão { $permit }; entrada { $entry } do registo
custody-unexamined = O ficheiro veio da outra parte; este nó não o verificou quanto a programas maliciosos.
custody-label = Prova: { $label }. Fora do nó nada impede outra utilização.
reminder-due = Deve pedir-se à outra parte informação sobre o andamento.
consultation-open = Foi feita uma consulta quanto aos encargos; ainda não há resposta.
label-number-over-there = Número na autoridade receptora
label-undispatched = Selado e ainda não expedido
label-abroad = Autoridade estrangeira
erased-on = apagado em { $day }: { $reason }
erasure-retention-ended = terminou o prazo de conservação
erasure-court-order = por ordem de um tribunal
erasure-authority-order = por ordem da autoridade de protecção de dados pessoais
erasure-peer-request = a outra parte pediu-o, e foi deferido
erasure-decision-granted = deferido: será apagada
erasure-decision-declined = indeferido: é conservada
erasure-decision-open = ainda sem resposta
erasure-asked-of-them = Em { $day } perguntou-se à outra parte se apaga a sua cópia ({ $reason }): { $decision }
erasure-asked-of-us = Em { $day } a outra parte pediu que a cópia daqui seja apagada ({ $reason }): { $decision }
matter-erased = Os elementos de { $matter } foram apagados ({ $reason }). Os seus dias, códigos e resumos ficam no registo.
erasure-approved-once = Uma pessoa aprova que { $matter } seja apagado ({ $reason }), { $digest }; aguarda-se uma segunda.

## Sealed files

document-signed = { $path }: assinado com { $key }. Quem verificar a assinatura precisa do nome desta chave e do rol.
document-verified = { $name }: assinado por { $authority } com { $key }; { $digest }
document-refused = { $name }: a assinatura não confere: { $why } ({ $code })
sealed-key = { $key }, impressão { $fingerprint }
sealed-person = { $name } ({ $account }), { $role }, { $authority }: { $fingerprint }
sealed-recovery-there = O que lhes for selado pode ser recuperado por dois oficiais da autoridade.
sealed-recovery-none = A autoridade não tem chave de recuperação: o que for selado a quem já não exerce funções fica selado.
sealed-item = { $item } em { $matter }, { $size } octetos
sealed-label = A usar no âmbito de: { $label }
sealed-for = Para { $account }, { $authority }: { $fingerprint }
sealed-recovery = E para dois oficiais de { $authority }, depois de o portal desta o libertar
sealed-without-recovery = Sem recuperação
sealed-claims-by = Selado, segundo o ficheiro, por { $account }, { $authority }, { $time }
sealed-claims-scanned = Verificado antes, segundo quem o selou: { $scanner }, { $time }
sealed-not-scanned = Não verificado quanto a programas maliciosos
sealed-recovery-set = O que for selado às pessoas da sua autoridade será doravante selado também a { $key }.
sealed-recovery-approved-once = Uma pessoa aprova a chave de recuperação { $key }, { $digest }; aguarda-se uma segunda.
sealed-released = A libertação está registada ({ $digest }). Dois oficiais abrem o ficheiro com { $path } e as suas partes.
sealed-release-approved-once = Uma pessoa aprova a libertação, { $digest }; aguarda-se uma segunda.

## Lengths of periods

length-days = { $length ->
         [one] {$length} dia
        *[other] {$length} dias
    }
length-working-days = { $length ->
         [one] {$length} dia útil
        *[other] {$length} dias úteis
    }
length-months = { $length ->
         [one] {$length} mês
        *[other] {$length} meses
    }
length-years = { $length ->
         [one] {$length} ano
        *[other] {$length} anos
    }

## Steps of the arithmetic of a period

step-start = o facto ocorre em { $day }; esse dia não se conta
step-start-moved = dia de descanso: o facto tem-se por ocorrido em { $day }
step-counted = { $length }: { $day }
step-short-period = prazo não superior a { $max-days } dias: não se contam os dias de descanso
step-suspended = não se conta de { $from } a { $to }
step-offset = acréscimo de { $length }: { $day }
step-rest-day = { $day } é dia de descanso
step-half-day = { $day } é dia de encerramento parcial
step-next-working-day = dia útil seguinte: { $day }
step-provisional-year = os dias de descanso de { $year } ainda não são definitivos
step-incomplete-calendar = o calendário não enumera todos os dias de descanso de { $year }
step-lunar-new-year-unknown = o ano novo lunar de { $year } não consta do calendário; podem faltar férias judiciais

## Calendars

calendar-CN = dias úteis do Interior da China
calendar-HK-general = feriados gerais de Hong Kong
calendar-HK-court = dias de funcionamento das secretarias judiciais de Hong Kong
calendar-MO = dias úteis de Macau
day-working = dia útil
day-rest = dia de descanso
day-half = meio dia útil

## Headings and labels

label-matter = Processo
label-procedure = Procedimento
label-stage = Fase
label-state = Estado
label-revision = Revisão
label-docket = Registo do processo
label-docket-of = Registo do processo: { $authority }
label-outcome = Resultado
label-findings = Verificações
label-satisfied = { $count ->
         [one] {$count} requisito cumprido
        *[other] {$count} requisitos cumpridos
    }
label-conclusions = Conclusões
label-periods = Prazos
label-last-day = último dia
label-arithmetic = Como se contou
label-citations = Disposições
label-requirements = Ainda em falta
label-rules = Regras
label-calendar = Calendário
label-authority = Autoridade
label-person = Pessoa
label-day = Dia
label-documents = Documentos
label-place = em { $place }
label-hint = O que fazer: { $hint }

# A period, its last day, and what it is counted on.
due-hard = { $period }: { $day }
due-best-effort = { $period }: { $day } (na medida do possível)

# A conclusion that has a day.
conclusion-dated = { $day }: { $conclusion }
requirement = { $document }: em { $languages }, ou com tradução

## The record

record-verified = { $name }: { $entries } registos em { $commits } operações verificados; ponto de controlo assinado em { $checkpoint }
record-broken = { $name }: o registo não confere em { $place } ({ $code })
record-exported = { $name }: { $entries } registos exportados; estado { $state }
record-ended-here = { $name }: o registo terminou aqui; prossegue onde { $file } for importado
record-imported = { $name }: { $entries } registos importados; estado { $state }
record-backed-up = { $name }: { $entries } entradas copiadas e verificadas; ficheiros escritos { $written }, inalterados { $unchanged }
record-goes-on = { $name }: o registo prossegue como { $log }, sobre as { $entries } entradas que restam. Escreva esse nome como log em comity.toml e inicie o nó; nada recebe nem assina até que os pares adoptem o rol.
message-lost = { $gateway } perdeu { $kind } de { $subject } (mensagem { $message }, entrada { $index } do seu registo anterior)
messages-lost = Mensagens perdidas que têm de ser trazidas de novo: { $count }
record-restored = { $name }: { $entries } entradas repostas e verificadas. O nó nada assina até que os seus pares digam o que detêm do seu registo.
record-copy-verified = { $name }: uma cópia de { $entries } entradas está conforme, com todos os anexos
bundle-written = { $name }: escrito; SHA-256 { $digest }
bundle-verified = { $name }: { $lines } registos de { $matter } verificados; constam dos { $size } registos de { $gateway }
bundle-signed = Mensagens cujas assinaturas, selos e ordem conferem: { $messages }; recibos de ambas as partes que conferem: { $receipts }
bundle-withheld = Registos cujos elementos não foram revelados, ou não todos: { $withheld }; o que dizem não foi verificado
bundle-transcripts = { $count } documentos da autoridade estrangeira não foram assinados por ninguém no estrangeiro: são transcrições sob o selo da autoridade local que recebeu os papéis.
bundle-transcript = { $message }: transcrito por { $authority } a partir de { $papers } papéis
checkpoint-cosigned = O ponto de controlo está co-assinado por estes nós: { $gateways }
checkpoint-not-cosigned = Nenhum outro nó co-assinou o ponto de controlo.
bundle-files = Ficheiros que o processo indica: { $named }; juntos: { $enclosed }
bundle-custody = Cadeia de custódia: { $steps } entradas sobre { $items } objectos; completa e pela sua ordem
bundle-custody-not-shown = A cadeia de custódia não é demonstrada: um maço do formato 1, ou um de que algo não foi revelado, não prova quem teve os ficheiros na mão. Este é do formato { $format }.
bundle-replayed = Apreciações: { $all }; refeitas pelas suas versões e iguais byte a byte: { $same }
bundle-not-replayed = Apreciações: { $all }; não refeitas, por não terem sido dadas versões publicadas (--releases)
bundle-release-missing = Não refeita: esta versão publicada não está disponível: { $release }
bundle-pinned = O rol está assinado com as chaves que indicou.
bundle-unpinned = O rol assenta nas chaves seguintes; não indicou nenhuma para comparação (--trust). Compare o SHA-256 delas com o que possui:
bundle-broken = { $name }: o maço não confere na linha { $place } ({ $code }): { $why }
card-valid = { $name }: válido: reconhecido por { $body } e confirmado pela Reunião Conjunta
card-suspended = { $name }: suspenso por { $body }
card-revoked = { $name }: revogado por { $body }, definitivamente
card-expired = { $name }: a credencial de { $body } caducou
card-cannot-confirm = { $name }: não pode ser confirmado; a assinatura de { $body } confere
card-doubt-no-status-list = O maço não tem a lista de estados que este cartão indica.
card-doubt-stale-status-list = A lista de estados caducou; obtenha uma mais recente.
card-doubt-not-confirmed = Falta a confirmação da Reunião Conjunta, de pelo menos uma das partes.
card-status-as-of = Estado em { $time }
card-barred = Impedido no território de: { $regions }
card-disclosed = Revelado: { $text }
card-not-holder = Um cartão prova a situação de alguém, e não quem o traz.
card-refused = { $name }: recusado em { $place } ({ $code }): { $why }
card-roll-unpinned = O rol assenta nas suas próprias chaves; não indicou nenhuma para comparação (--trust).
mediation-state-opened = recebida; sem mediador indicado
mediation-state-named = mediador indicado; declaração e consentimentos
mediation-state-appointed = mediador nomeado
mediation-state-under-way = em curso
mediation-state-agreed = acordo obtido; em assinatura
mediation-state-settled = concluída com acordo selado
mediation-state-failed = terminada sem acordo
mediation-state-withdrawn = desistida
mediation-dispute = Litígio
mediation-body = Mediação em
mediation-party = Parte { $number }
mediation-mediator = Mediador
mediation-until = a concluir até { $day }
mediation-effective = produz efeitos desde { $day }
mediation-read-notes = o que se disse
mediation-read-agreement = o documento do acordo
confirmation-state-applied = pedido apresentado
confirmation-state-examined = examinado
confirmation-state-confirmed = confirmado: pode ser executado
confirmation-state-refused = indeferido
confirmation-state-withdrawn = retirado
confirmation-court = Tribunal
confirmation-judge = Juiz
confirmation-until = o pedido podia ser apresentado até { $day }
confirmation-rule-by = o tribunal decide até { $day }: trinta dias desde que todas as partes requereram
confirmation-ground-not-joint = não foi pedido por todas as partes
confirmation-ground-out-of-time = pedido fora do prazo
confirmation-ground-no-jurisdiction = é competente outro tribunal
confirmation-ground-not-by-a-body = não obtido perante entidade de mediação legalmente constituída
confirmation-ground-not-civil = não é matéria civil, ou não é confirmável
confirmation-ground-paper-missing = falta um documento, ou a sua versão em chinês
confirmation-ground-unlawful = contrário a norma imperativa
confirmation-ground-not-voluntary = uma parte não consentiu livremente
confirmation-ground-harms-others = lesa o Estado, o interesse público ou terceiros
confirmation-ground-against-public-order = contrário à ordem pública e aos bons costumes
confirmation-ground-unclear = o seu conteúdo não é claro
mediator-state-applied = requerido
mediator-state-assessed = apreciado
mediator-state-rejected = não acreditado
mediator-state-accredited = acreditado, ainda não confirmado
mediator-state-confirmed = confirmado como mediador da Grande Baía
mediator-state-suspended = suspenso
mediator-state-expired = caducado
mediator-state-revoked = revogado, definitivamente
mediator-state-withdrawn = renunciado
mediator-standing-valid = { $subject }: acreditado por { $body } e confirmado, em { $day }
mediator-standing-suspended = { $subject }: suspenso por { $body }, em { $day }
mediator-standing-revoked = { $subject }: revogado por { $body }, à data de { $day }
mediator-standing-expired = { $subject }: a acreditação por { $body } tinha caducado, em { $day }
mediator-standing-not-accredited = { $subject }: ainda não acreditado por { $body }, em { $day }
mediator-standing-cannot-confirm = { $subject }: acreditado por { $body }; não se pode confirmar a situação em { $day }
mediator-selectable = Pode ser designado em { $region }.
mediator-not-selectable = Não pode ser designado em { $region }:
mediator-reason-not-accredited = ainda não acreditado nesse dia
mediator-reason-suspended = a acreditação está suspensa
mediator-reason-revoked = a acreditação foi revogada
mediator-reason-expired = a acreditação caducou
mediator-reason-no-status-list = ainda não chegou qualquer lista de estados da entidade com lugar para este cartão
mediator-reason-stale-status-list = a entidade não voltou a dar notícia
mediator-reason-not-confirmed = a Reunião Conjunta não confirmou, ou duas entidades atribuíram o mesmo número
mediator-reason-barred-here = impedido neste território
mediator-reason-status-too-old = o estado tem mais de uma hora e por ele ninguém é designado
mediator-reason-feed-forked = o nó da entidade assinou duas histórias
mediator-reason-feed-gap = falta aqui algo que o nó da entidade publicou
mediator-reason-feed-silent = o nó da entidade está em silêncio há uma hora
mediator-approved-once = Uma pessoa aprova, { $digest }; aguarda-se uma segunda.
mediator-number = Número do registo: { $number }
mediator-until = Acreditado até { $day }
mediator-list-witnessed = A lista de estados mais recente no registo deste nó: { $how }
mediator-rules-say = As regras dizem: { $outcome }
mediator-barred = Impedido neste território.
mediator-bar-lifted = Já não impedido neste território.
record-rebuilding = A reconstruir as vistas a partir do registo
label-certificate-witnessed = Certidão no registo
witnessing-published = publicada: co-assinada pelos outros dois nós
witnessing-witnessed-once = testemunhada uma vez: co-assinada por um outro nó
witnessing-not-witnessed = ainda não testemunhada por nenhum outro nó

## The demonstration

demo-title = Uma carta rogatória atravessa, e a certidão regressa
demo-gateways = Três nós em funcionamento: { $gateways }
demo-draft = { $authority } redige uma carta rogatória; autoridade receptora: { $to }
demo-preflight = Antes do envio, consultam-se as regras publicadas: { $jurisdiction }
demo-correct = { $authority } corrige o projecto: uma tradução e os exemplares em falta
demo-restart = Enquanto a carta segue, pára-se e volta a pôr-se em marcha: { $gateway }
demo-delivered = A carta chegou uma só vez, e o recibo está cá
demo-clock = Hoje é { $day }
demo-in-time = A certidão regressou em { $day }, dentro do prazo que termina em { $last-day }
demo-evidence-by-video = { $authority } pede que uma testemunha seja ouvida por vídeo; autoridade receptora: { $to }
demo-evidence-of-bank = { $authority } pede dois documentos determinados de um banco; autoridade receptora: { $to }
demo-accreditation = { $authority } acredita uma mediadora: uma só vez, para toda a Baía
demo-confirmation = A Reunião Conjunta confirma: três assinaturas, feitas fora de qualquer nó
demo-suspension = { $authority } suspende-a, por duas pessoas; Nansha e Macau recusam-na de imediato
demo-card = Ambas as entidades verificam o cartão dela com o que o respectivo nó lhes fornece; a verificação dispensa qualquer nó
demo-refused-after = Nansha e Macau indicam-na como suspensa { $milliseconds } ms após a segunda decisão
demo-appointed = Nansha e Macau nomeiam-na
demo-mediation = Um litígio é mediado em { $authority } e resolvido sob selo
demo-judicial-confirmation = { $authority } homologa o acordo
demo-jurors = { $authority } tem uma lista de jurados: oito, de Hong Kong e de Macau
demo-draw = { $authority } manda sortear quatro jurados, por três nós
demo-silent = { $gateway } fechou o sorteio e cala-se antes de o abrir
demo-packet = O processo do sorteio é verificado
demo-second-reading = Um segundo programa, noutra linguagem, chega ao mesmo colectivo
demo-no-second-reading = Não há Python aqui: o segundo programa não foi executado
demo-bundles = Os pacotes de ambas as partes são verificados sem os seus nós
demo-records = Verificam-se ambos os registos
demo-try-next = O que experimentar a seguir
demo-running = Os nós continuam em funcionamento; Ctrl-C pára-os

## The book of the law

law-book = O direito
law-book-intro = Todas as regras que os componentes das três jurisdições aplicam, junto do seu artigo. A confiança diz quão segura é a leitura do texto; onde o texto nada diz, decide um parâmetro de quem publica as regras. Esta página é feita a partir dos próprios componentes; nada nela é escrito à mão.
law-book-article = Artigo
law-book-confidence = Confiança
law-book-says = O que pode dizer
law-book-switches = Parâmetros
law-book-sides = Partes
law-book-settings = Parâmetros
law-book-silent = omisso, ou não verificado
law-book-number = { $number }
law-book-values = valores (o primeiro, se o publicador nada disser)

## How sure the reading of a text is

confidence-text = o texto foi lido
confidence-secondary = conhecido por fonte secundária
confidence-knowledge = conhecimento geral; o texto não foi visto
confidence-policy = opção onde o texto é omisso
confidence-uncertain = incerto, ou em conflito com outro texto

## Calendars

calendar-imported = { $calendar } { $year }: { $rest } dias de descanso, { $working } dias de trabalho compensatório, { $half } meios dias úteis. Conta quando estiver em vigor uma versão que o contenha.

## Replay of the record

replayed = { $assessments } apreciações refeitas: { $same } iguais, { $changed } diferentes; { $missing } não puderam ser refeitas.
replayed-change = { $change }: { $assessments } apreciações, { $matters } processos de cooperação, { $cases } processos nos tribunais de cá

## The roll

roll-version = Versão { $version } do rol, { $digest }
roll-term = Feito em { $issued }, actual até { $expires }
roll-key-is-revoked = { $key }: revogada desde { $since }
roll-key-is-suspended = { $key }: suspensa até { $until }
roll-waiting = Aguarda adopção: versão { $version }, { $digest }
roll-of-peer = { $gateway }: versão { $version }
roll-signed-by-all = Assinaram todos os que devem assinar.
roll-not-signed-by = Falta a assinatura de: { $gateways }
roll-adopted = A versão { $version } está em vigor: { $digest }
roll-approved-once = Uma pessoa aprova a versão { $version }, { $digest }; aguarda-se uma segunda.
notice-taken = { $key }: o aviso vale.
notice-no-change = { $key }: o aviso nada altera.
key-written = A chave { $key } está em { $path }. Só o nó a pode ler.
file-written = Escrito: { $path }
roll-change-gateway-added = adere um nó
roll-change-gateway-altered = o endereço, o nome ou a confiança do nó mudam
roll-change-gateway-removed = o nó sai
roll-change-record-succeeded = o registo de um nó prossegue sob outro nome, por se terem perdido entradas
roll-change-authority-added = adere uma autoridade
roll-change-authority-altered = a descrição da autoridade muda
roll-change-authority-removed = a autoridade sai
roll-change-key-added = uma nova chave
roll-change-key-succeeded = mais uma chave ao lado da antiga
roll-change-key-term-altered = o prazo de assinatura da chave muda
roll-change-key-revoked = a chave é revogada
roll-change-key-suspended = a chave é suspensa, ou a suspensão muda
roll-change-expiry-altered = muda o dia a partir do qual o rol é antigo

## Uploads

upload-goes-on = { $name } continua a partir de { $offset } de { $length } bytes
upload-taken = Junto aos autos: { $name }, { $sha256 }; o antivírus nada encontrou.
upload-taken-unexamined = Junto aos autos: { $name }, { $sha256 }; aqui ninguém procura conteúdos nocivos.
upload-held = Recebido por inteiro: { $name }, { $sha256 }; é junto aos autos depois de examinado pelo antivírus.
upload-held-scanner-silent = Recebido por inteiro: { $name }, { $sha256 }; aguarda, porque o antivírus não responde.
upload-held-scanner-limits = Recebido por inteiro: { $name }, { $sha256 }; aguarda, porque está para além do que o antivírus examina.
upload-held-scanner-fails = Recebido por inteiro: { $name }, { $sha256 }; aguarda, porque o antivírus comunica um erro.
draw-verified = { $name }: o sorteio { $draw } confere; { $court }, { $case }, audiência em { $day }
draw-pool = Pessoas que podiam ser sorteadas: { $pool }; excluídas antes, cada uma com fundamento: { $excluded }
draw-secrets = Entraram nele os segredos destes nós: { $gateways }
draw-seat = Lugar { $seat }: { $person }
draw-seat-promoted = Lugar { $seat }: { $person }, suplente; foi sorteado { $drawn }, depois afastado
draw-seat-empty = Lugar { $seat }: ninguém; { $drawn } foi sorteado e afastado e não restam suplentes: é necessário novo pedido
draw-redraws = Sorteios anteriores neste processo que ficaram sem efeito: { $redraws }
draw-thin = Um lugar tinha poucos candidatos; outro juiz do tribunal autorizou-o.
draw-shared = Por configuração do seu nó, há tribunais que partilham as suas listas; sorteou-se das listas de: { $courts }. Fundamento, segundo a configuração: { $basis }
draw-abort-bias = Só dois nós participaram no sorteio, por o terceiro estar incontactável: um deles podia ter visto o resultado e interrompido o sorteio.
draw-after-opening = O sorteio anterior neste processo ficou sem efeito depois de um nó ter revelado o seu segredo: um deles podia conhecer o resultado e tê-lo interrompido.
draw-in-record = Entradas do registo do tribunal abrangidas pelo seu ponto de controlo: { $entries }
draw-record-open = Não se verificou se o registo do tribunal contém os passos, por o processo do sorteio não o indicar.
draw-signed = Actos cujas assinaturas conferem pelo rol: { $signed }
draw-signatures-open = Não se verificou quem assinou, por não ter sido dado um rol (--roll, --trust).
draw-broken = { $name }: o processo do sorteio não confere em { $place } ({ $code }): { $why }
draw-shown = { $draw }: { $court }, { $case }, audiência em { $day }
draw-phase-dealing = Os nós estão a comprometer-se.
draw-phase-sealing = As partes estão a ser enviadas e confirmadas.
draw-phase-closing = O sorteio está a ser encerrado.
draw-phase-opening = Todos encerraram; os segredos estão a ser revelados.
draw-phase-drawn = Há colectivo.
draw-phase-exhausted = Um lugar está vago e não restam suplentes: é necessário novo pedido.
draw-phase-refused = Um nó não participa; o sorteio vai ficar sem efeito.
draw-phase-void = O sorteio ficou sem efeito; ninguém foi sorteado.
draw-witnessed = A sequência dos passos do sorteio no registo deste nó: { $how }
draw-step-request = pedido
draw-step-refuse = recusa de participar
draw-step-unreachable = declaração de que outro está incontactável
draw-step-deal = compromisso
draw-step-acknowledge = confirmação das partes
draw-step-complain = reclamação de uma parte
draw-step-answer = resposta a uma reclamação
draw-step-close = encerramento
draw-step-void = declaração de que o sorteio fica sem efeito
draw-step-open = revelação
draw-step-recuse = afastamento
draw-said = { $at }  { $gateway }: { $step }
draw-said-of = { $at }  { $gateway }: { $step } ({ $other })
draw-waiting = Aguarda-se: { $gateway }, { $step }, desde { $since }. { $then }
draw-waiting-until = Aguarda-se: { $gateway }, { $step }, desde { $since }, até { $until }. { $then }
draw-then-go-on-without = Depois os outros prosseguem sem o seu compromisso.
draw-then-two-draw = Depois os outros dois assinam que está incontactável e sorteiam sozinhos.
draw-then-close-over-two = Depois o sorteio é encerrado sobre os dois compromissos confirmados.
draw-then-propose-void = Depois o nó do tribunal propõe que o sorteio fique sem efeito.
draw-then-others-open = Depois os outros revelam as partes que detêm; o resultado é o mesmo.
draw-then-stand-still = Sem este acto ninguém pode prosseguir.
draw-silent = { $gateway } não responde desde { $since }.
draw-held-up = { $gateway } não aceita o que lhe é enviado: { $why }
draw-refused = { $gateway } não participa: { $why }
draw-contradicted = Um nó assinou dois actos que se contradizem. O registo guarda a prova.

## Jurors

juror-state-nominated = proposto
juror-state-appointed = nomeado, sem ter prestado juramento
juror-state-serving = em funções
juror-state-left = já não consta da lista
juror-given-up-recused = impedido por escusa ou recusa
juror-given-up-prevented = impossibilitado de comparecer
juror-given-up-hearing-fell = audiência sem efeito
juror-excluded-juror-not-sworn = ainda não prestou juramento
juror-excluded-juror-term-over = o mandato termina antes da audiência
juror-excluded-juror-in-barred-office = exerce um cargo incompatível com o de jurado
juror-excluded-juror-in-barred-profession = exerce uma profissão incompatível com a função de jurado
juror-excluded-juror-barred-by-record = está impedido pelos seus antecedentes
juror-excluded-juror-mediated-the-dispute = mediou este litígio
juror-excluded-juror-had-another-role = teve outra intervenção neste processo
juror-excluded-annual-cap-reached = já tem, no ano da audiência, tantos processos quantos o tribunal permite
juror-excluded-juror-away = está ausente no dia da audiência
juror-excluded-juror-under-age = não tem vinte e oito anos no dia da audiência
juror-excluded-juror-on-another-list = consta de uma lista da qual este tribunal não sorteia
juror-posts = { $held } de { $quota } lugares preenchidos, dos quais { $by-application } por candidatura ou recomendação (no máximo { $for-application }); no máximo { $cap } processos por ano
juror-pool-basis = Listas de que se sorteia: { $basis }
juror-load-cases = processos: { $total } para { $jurors } jurados; mínimo { $least }, mediana { $median }, máximo { $most }
juror-load-days = dias úteis: { $total } para { $jurors } jurados; mínimo { $least }, mediana { $median }, máximo { $most }
juror-load-at-cap = no limite anual: { $count }

## Registos e seus boletins

registry-found = { $shown } de { $total } encontrados
registry-entry = { $number }  { $names }
registry-register = Registo
registry-keeper = A cargo de
registry-region = Região
registry-languages = Línguas
registry-specialities = Especialidades
registry-status = Situação
registry-availability = Disponibilidade
registry-register-mediators = mediadores
registry-register-jurors = jurados populares
registry-register-practitioners = profissionais de Direito admitidos a exercer nas nove cidades
registry-register-law-experts = peritos em direito externo
registry-register-ascertainment-bodies = entidades de averiguação do direito externo
registry-register-insolvency-administrators = administradores da insolvência
registry-status-pending = ainda incompleto
registry-status-in-force = em vigor
registry-status-suspended = suspenso
registry-status-ended = terminado
registry-free = aceita nomeações
registry-away = não aceita nomeações
registry-away-until = ausente até { $day }
registry-unconfirmed = Os registos de { $gateway } não se podem confirmar agora; o que mostram pode ser outro.
feed-whole = { $gateway }: até ao número { $newest }; nada falta; última notícia { $heard }
feed-doubt = { $gateway }: até ao número { $newest } de { $told }; última notícia { $heard }: { $why }
feed-heard-never = nunca
feed-event = { $number }  { $time }  { $about }
feed-event-unknown = { $number }  { $time }  { $about } (esta versão não o lê; é guardado e transmitido)
feed-about-entry = uma inscrição de um registo
feed-about-juror = um jurado de uma lista partilhada
feed-about-credential = a credencial de um mediador
feed-about-status-list = uma lista de estados
feed-about-status-notice = um aviso sobre um mediador
feed-about-bar = um impedimento territorial
feed-about-confirmation = uma confirmação
listing-second-person = Aprovado; aguarda-se uma segunda pessoa.
listing-state-not-entered = Ainda não inscrito
listing-state-coming = O prazo ainda não começou
listing-state-in-force = Em vigor
listing-state-suspended = Suspenso
listing-state-expired = Caducado
listing-state-struck-off = Cancelado
listing-state-withdrawn = Renunciado
listing-entered = Inscrito
listing-amended = Alterado
listing-renewed = Prazo prorrogado
listing-availability-stated = Disse se aceita nomeações
listing-suspended = Suspenso por duas pessoas
listing-suspension-lifted = Suspensão levantada por duas pessoas
listing-struck-off = Cancelado por duas pessoas
listing-withdrawn = Renúncia
inquiry-state-open = O direito está a ser averiguado
inquiry-state-heard = As partes foram ouvidas
inquiry-state-found = O tribunal decidiu
inquiry-state-closed = Encerrada
inquiry-state-dropped = A questão deixou de se pôr
inquiry-next-day = Próximo dia: { $day }
inquiry-channel-parties = parte
inquiry-channel-judicial-assistance = autoridade de cooperação judiciária da outra parte
inquiry-channel-embassy = embaixada
inquiry-channel-spc-cooperation = mecanismo de cooperação do Supremo Tribunal Popular
inquiry-channel-cicc-expert = perito do Tribunal Comercial Internacional
inquiry-channel-legal-expert = perito jurídico
inquiry-channel-law-ascertainment-body = entidade de averiguação do direito
inquiry-channel-other = outra via
inquiry-opened = Questão posta
inquiry-file-added = Ficheiro junto
inquiry-requested = Pedido feito
inquiry-period-extended = Prazo prorrogado
inquiry-channel-ended = Uma via não deu o direito
inquiry-opinion-taken = Parecer recebido
inquiry-served = Parecer notificado a uma parte
inquiry-hearing-fixed = Audiência marcada
inquiry-heard = Audiência realizada
inquiry-ascertained = Direito averiguado
inquiry-not-ascertained = Direito tido por não averiguável
inquiry-costs-decided = Custas decididas
inquiry-closed = Encerrada
inquiry-dropped = Questão abandonada
