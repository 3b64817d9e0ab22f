{{- /*
The container of a command of the operator's. dict root, name, command (list), made (the Secret with Kafka's user and password)
Settings go as --set Section:Name=Value, secrets by the environment.
*/ -}}
{{- define "douyin-ingest.command" -}}
{{- $root := .root -}}
{{- $secrets := include "douyin-ingest.kafkaSecrets" (dict "root" $root "made" .made) | fromYamlArray -}}
{{- $settings := include "douyin-ingest.settings" (dict "prefix" "Kafka" "separator" ":" "tree" (dig "Kafka" dict $root.Values.config)) | fromYaml -}}
- name: {{ .name }}
  image: {{ include "douyin-ingest.image" (dict "root" $root "image" $root.Values.cliImage) }}
  imagePullPolicy: {{ $root.Values.cliImage.pullPolicy }}
  args:
    {{- range .command }}
    - {{ . | quote }}
    {{- end }}
    - --brokers
    - {{ $root.Values.kafka.bootstrapServers | quote }}
    {{- range $path, $value := $settings }}
    - --set
    - {{ printf "%s=%s" $path $value | quote }}
    {{- end }}
    {{- if dig "Outbound" "Enabled" false $root.Values.config }}
    {{- /* Its topics are among those to make. */}}
    - --set
    - "Outbound:Enabled=true"
    {{- end }}
    {{- range $property, $value := include "douyin-ingest.kafkaClient" $root | fromYaml }}
    - --set
    - {{ printf "Kafka:Client:%s=%s" $property $value | quote }}
    {{- end }}
  {{- with $secrets }}
  env:
    {{- /* Never an argument: whoever sees the processes sees those. */}}
    {{- range . }}
    - name: DOUYIN_INGEST__Kafka__Client__{{ .property }}
      valueFrom:
        secretKeyRef: {name: {{ .secret }}, key: {{ .key }}}
    {{- end }}
  {{- end }}
  resources:
    {{- toYaml $root.Values.topics.resources | nindent 4 }}
  securityContext:
    {{- toYaml $root.Values.securityContext | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    {{- if include "douyin-ingest.kafkaFiles" $root }}
    {{- include "douyin-ingest.kafkaMount" $root | nindent 4 }}
    {{- end }}
{{- end }}

{{- /* What is alike in the pods of all commands. */ -}}
{{- define "douyin-ingest.commandPod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
restartPolicy: Never
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
volumes:
  - name: tmp
    emptyDir: {sizeLimit: {{ .Values.tmp.sizeLimit }}}
  {{- if include "douyin-ingest.kafkaFiles" . }}
  {{- include "douyin-ingest.kafkaVolume" . | nindent 2 }}
  {{- end }}
{{- end }}
