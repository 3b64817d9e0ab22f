{{- /* One value as the service reads it. YAML numbers arrive as floats: 134217728 must not become 1.34217728e+08. */ -}}
{{- define "douyin-ingest.scalar" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}{{ int64 . }}{{- else -}}{{ . }}{{- end -}}
{{- end }}

{{- /* dict prefix, separator, tree: one line `path: "value"` for each leaf; lists take an index. */ -}}
{{- define "douyin-ingest.settings" -}}
{{- $in := . -}}
{{- range $name, $value := .tree -}}
{{- $path := printf "%s%s%s" $in.prefix $in.separator $name -}}
{{- if kindIs "map" $value -}}
{{- include "douyin-ingest.settings" (dict "prefix" $path "separator" $in.separator "tree" $value) -}}
{{- else if kindIs "slice" $value -}}
{{- $items := dict -}}
{{- range $i, $item := $value }}{{- $_ := set $items (toString $i) $item }}{{- end -}}
{{- include "douyin-ingest.settings" (dict "prefix" $path "separator" $in.separator "tree" $items) -}}
{{- else if not (kindIs "invalid" $value) }}
{{ $path | quote }}: {{ include "douyin-ingest.scalar" $value | quote }}
{{- end -}}
{{- end -}}
{{- end }}

{{- /* A time such as 00:00:20, in whole seconds, rounded up. Floats, since "08" as an integer would be octal. */ -}}
{{- define "douyin-ingest.seconds" -}}
{{- $parts := splitList ":" . -}}
{{- addf (mulf (float64 (index $parts 0)) 3600) (mulf (float64 (index $parts 1)) 60) (float64 (index $parts 2)) | ceil | int64 -}}
{{- end }}

{{- define "douyin-ingest.drainDeadline" -}}
{{- include "douyin-ingest.seconds" (dig "Drain" "Deadline" "00:00:20" .Values.config) -}}
{{- end }}

{{- /* The host stops waiting 5 s after the deadline; 10 s more for the exit itself. */ -}}
{{- define "douyin-ingest.gracePeriod" -}}
{{- if kindIs "invalid" .Values.terminationGracePeriodSeconds -}}
{{- add (include "douyin-ingest.drainDeadline" . | int64) 15 -}}
{{- else -}}
{{- int64 .Values.terminationGracePeriodSeconds -}}
{{- end -}}
{{- end }}

{{- /* What the service and the commands get of Kafka beyond config.Kafka: librdkafka's own names. Secrets are not among it. */ -}}
{{- define "douyin-ingest.kafkaClient" -}}
{{- $tls := .Values.kafka.tls -}}
{{- $sasl := .Values.kafka.sasl -}}
{{- if or $tls.enabled $sasl.enabled }}
security.protocol: {{ ternary (ternary "SASL_SSL" "SASL_PLAINTEXT" $tls.enabled) "SSL" $sasl.enabled }}
{{- end }}
{{- if $sasl.enabled }}
sasl.mechanism: {{ $sasl.mechanism }}
{{- end }}
{{- if and $tls.enabled $tls.existingSecret }}
{{- if $tls.caKey }}
ssl.ca.location: /etc/douyin-ingest/kafka/{{ $tls.caKey }}
{{- end }}
{{- if $tls.clientCertificate.enabled }}
ssl.certificate.location: /etc/douyin-ingest/kafka/{{ $tls.clientCertificate.certKey }}
ssl.key.location: /etc/douyin-ingest/kafka/{{ $tls.clientCertificate.keyKey }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Secrets of Kafka as a list of property (librdkafka's), secret, key. dict root, made (the Secret that the chart makes) */ -}}
{{- define "douyin-ingest.kafkaSecrets" -}}
{{- $tls := .root.Values.kafka.tls -}}
{{- $sasl := .root.Values.kafka.sasl -}}
{{- if $sasl.enabled }}
- property: sasl.username
  secret: {{ default .made $sasl.existingSecret }}
  key: {{ $sasl.usernameKey }}
- property: sasl.password
  secret: {{ default .made $sasl.existingSecret }}
  key: {{ $sasl.passwordKey }}
{{- end }}
{{- if and $tls.enabled $tls.existingSecret $tls.clientCertificate.enabled $tls.clientCertificate.passwordKey }}
- property: ssl.key.password
  secret: {{ $tls.existingSecret }}
  key: {{ $tls.clientCertificate.passwordKey }}
{{- end }}
{{- end }}

{{- define "douyin-ingest.kafkaFiles" -}}
{{- if and .Values.kafka.tls.enabled .Values.kafka.tls.existingSecret (or .Values.kafka.tls.caKey .Values.kafka.tls.clientCertificate.enabled) -}}true{{- end -}}
{{- end }}

{{- define "douyin-ingest.kafkaVolume" -}}
- name: kafka-tls
  secret:
    secretName: {{ .Values.kafka.tls.existingSecret }}
    defaultMode: 0440
{{- end }}

{{- define "douyin-ingest.kafkaMount" -}}
- name: kafka-tls
  mountPath: /etc/douyin-ingest/kafka
  readOnly: true
{{- end }}

{{- define "douyin-ingest.madeSecret" -}}
{{- $c := .Values.credentials -}}
{{- if not $c.existingSecret }}
{{- with $c.appId }}
DOUYIN_APP_ID: {{ . | quote }}
{{- end }}
{{- with $c.appSecret }}
DOUYIN_APP_SECRET: {{ . | quote }}
{{- end }}
{{- with $c.cookie }}
DOUYIN_COOKIE: {{ . | quote }}
{{- end }}
{{- end }}
{{- include "douyin-ingest.madeKafkaSecret" . }}
{{- end }}

{{- define "douyin-ingest.madeKafkaSecret" -}}
{{- $sasl := .Values.kafka.sasl -}}
{{- if and $sasl.enabled (not $sasl.existingSecret) }}
{{ $sasl.usernameKey }}: {{ $sasl.username | quote }}
{{ $sasl.passwordKey }}: {{ $sasl.password | quote }}
{{- end }}
{{- end }}

{{- define "douyin-ingest.configData" -}}
DOUYIN_INGEST__Kafka__BootstrapServers: {{ .Values.kafka.bootstrapServers | quote }}
DOUYIN_INGEST__Management__Host: 0.0.0.0
DOUYIN_INGEST__Management__Port: {{ .Values.management.port | quote }}
{{- if .Values.management.token.existingSecret }}
DOUYIN_INGEST__Management__TokenFile: /etc/douyin-ingest/management/{{ .Values.management.token.key }}
{{- end }}
{{- if .Values.push.enabled }}
DOUYIN_INGEST__Push__Host: 0.0.0.0
DOUYIN_INGEST__Push__Port: {{ .Values.push.port | quote }}
{{- end }}
{{- range $property, $value := include "douyin-ingest.kafkaClient" . | fromYaml }}
DOUYIN_INGEST__Kafka__Client__{{ $property }}: {{ $value | quote }}
{{- end }}
{{- range $path, $value := include "douyin-ingest.settings" (dict "prefix" "DOUYIN_INGEST" "separator" "__" "tree" .Values.config) | fromYaml }}
{{ $path }}: {{ $value | quote }}
{{- end }}
{{- end }}
