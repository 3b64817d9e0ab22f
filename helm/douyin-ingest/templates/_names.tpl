{{- define "douyin-ingest.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{- /* At most 52 characters, so that what is made of it (-topics-1a2b3c4d) is still a name of 63. */ -}}
{{- define "douyin-ingest.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 46 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 46 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 46 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "douyin-ingest.selectorLabels" -}}
app.kubernetes.io/name: {{ include "douyin-ingest.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "douyin-ingest.commonLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "douyin-ingest.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: douyin-ingest
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* The component tells the service's pods from those of Job and test, which no selector may take in. */ -}}
{{- define "douyin-ingest.serverSelector" -}}
{{ include "douyin-ingest.selectorLabels" . }}
app.kubernetes.io/component: server
{{- end }}

{{- define "douyin-ingest.labels" -}}
{{ include "douyin-ingest.commonLabels" . }}
app.kubernetes.io/component: server
{{- end }}

{{- /* dict root, component */ -}}
{{- define "douyin-ingest.componentLabels" -}}
{{ include "douyin-ingest.commonLabels" .root }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- /* dict root, image */ -}}
{{- define "douyin-ingest.image" -}}
{{- if .image.digest -}}
{{- printf "%s@%s" .image.repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" .image.repository (default .root.Chart.AppVersion .image.tag) -}}
{{- end -}}
{{- end }}

{{- define "douyin-ingest.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "douyin-ingest.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end }}

{{- define "douyin-ingest.autoscaled" -}}
{{- if or .Values.autoscaling.hpa.enabled .Values.autoscaling.keda.enabled -}}true{{- end -}}
{{- end }}

{{- /* Rooms by a fixed list: one pod only, and never two at a time. */ -}}
{{- define "douyin-ingest.fixedRooms" -}}
{{- if dig "Ingest" "Rooms" list .Values.config -}}true{{- end -}}
{{- end }}
