{{- /* What single values cannot tell: combinations that would harm. All of them are said at once. */ -}}
{{- define "douyin-ingest.validate" -}}
{{- $errors := list -}}
{{- $v := .Values -}}
{{- $partitions := dig "Kafka" "CheckpointPartitions" 64 $v.config | int64 -}}
{{- $client := dig "Kafka" "Client" dict $v.config -}}

{{- if not $v.kafka.bootstrapServers -}}
{{- $errors = append $errors "kafka.bootstrapServers is not set: give the brokers as host:port, several by comma." -}}
{{- end -}}
{{- range splitList "," $v.kafka.bootstrapServers -}}
{{- if and $v.kafka.bootstrapServers (not (regexMatch "^([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:]+\\]):[0-9]{1,5}$" .)) -}}
{{- $errors = append $errors (printf "kafka.bootstrapServers is '%s', but must be host:port, several by comma." .) -}}
{{- end -}}
{{- end -}}

{{- if $v.push.enabled -}}
{{- if not $v.push.existingSecret -}}
{{- $errors = append $errors "push.existingSecret is not set: name the Secret with the webhook's secrets, keys live_comment, live_gift, live_like." -}}
{{- end -}}
{{- if eq (int64 $v.push.port) (int64 $v.management.port) -}}
{{- $errors = append $errors (printf "push.port and management.port are both %d: the webhook is open to the world and has a port of its own." (int64 $v.push.port)) -}}
{{- end -}}
{{- if and $v.push.ingress.enabled (not $v.push.ingress.host) -}}
{{- $errors = append $errors "push.ingress.host is not set: give the name in the URL that is entered at the Open Platform." -}}
{{- end -}}
{{- else if $v.push.ingress.enabled -}}
{{- $errors = append $errors "push.ingress.enabled is on, but push.enabled is not: there is nothing behind it." -}}
{{- end -}}

{{- if and $v.autoscaling.hpa.enabled $v.autoscaling.keda.enabled -}}
{{- $errors = append $errors "autoscaling.hpa.enabled and autoscaling.keda.enabled are both on: KEDA makes an HPA of its own, and the two would fight over the pods. Turn one off." -}}
{{- end -}}
{{- if include "douyin-ingest.autoscaled" . -}}
{{- if gt (int64 $v.autoscaling.minReplicas) (int64 $v.autoscaling.maxReplicas) -}}
{{- $errors = append $errors (printf "autoscaling.minReplicas (%d) is above autoscaling.maxReplicas (%d)." (int64 $v.autoscaling.minReplicas) (int64 $v.autoscaling.maxReplicas)) -}}
{{- end -}}
{{- if gt (int64 $v.autoscaling.maxReplicas) $partitions -}}
{{- $errors = append $errors (printf "autoscaling.maxReplicas (%d) is above config.Kafka.CheckpointPartitions (%d): the pods beyond would never own a room." (int64 $v.autoscaling.maxReplicas) $partitions) -}}
{{- end -}}
{{- if and $v.autoscaling.targetCPUUtilizationPercentage (not (dig "requests" "cpu" "" $v.resources)) -}}
{{- $errors = append $errors "autoscaling.targetCPUUtilizationPercentage is a share of resources.requests.cpu, which is not set." -}}
{{- end -}}
{{- else if gt (int64 $v.replicas) $partitions -}}
{{- $errors = append $errors (printf "replicas (%d) is above config.Kafka.CheckpointPartitions (%d): the pods beyond would never own a room." (int64 $v.replicas) $partitions) -}}
{{- end -}}
{{- if and $v.autoscaling.hpa.enabled (not $v.autoscaling.hpa.externalMetric.enabled) (not $v.autoscaling.targetCPUUtilizationPercentage) -}}
{{- $errors = append $errors "autoscaling.hpa is on but has no metric: set autoscaling.targetCPUUtilizationPercentage or autoscaling.hpa.externalMetric.enabled." -}}
{{- end -}}
{{- if and $v.autoscaling.keda.enabled (not $v.autoscaling.keda.serverAddress) -}}
{{- $errors = append $errors "autoscaling.keda.serverAddress is not set: give the address of Prometheus, such as http://prometheus.monitoring.svc:9090." -}}
{{- end -}}

{{- if include "douyin-ingest.fixedRooms" . -}}
{{- if include "douyin-ingest.autoscaled" . -}}
{{- $errors = append $errors "config.Ingest.Rooms lists rooms, which one pod alone can follow: turn autoscaling off, or put the rooms on the control topic ('rooms add') and remove the list." -}}
{{- else if ne (int64 $v.replicas) 1 -}}
{{- $errors = append $errors (printf "config.Ingest.Rooms lists rooms, and each of %d pods would follow all of them: set replicas to 1, or put the rooms on the control topic ('rooms add') and remove the list." (int64 $v.replicas)) -}}
{{- end -}}
{{- end -}}

{{- if and $v.podMonitor.enabled $v.serviceMonitor.enabled -}}
{{- $errors = append $errors "podMonitor.enabled and serviceMonitor.enabled are both on: each pod would be scraped and counted twice. Turn one off." -}}
{{- end -}}
{{- if and $v.serviceMonitor.enabled (not $v.service.enabled) -}}
{{- $errors = append $errors "serviceMonitor.enabled wants service.enabled: it finds the pods by the Service. Or use podMonitor." -}}
{{- end -}}

{{- if and $v.credentials.existingSecret (or $v.credentials.appId $v.credentials.appSecret $v.credentials.cookie) -}}
{{- $errors = append $errors "credentials.existingSecret is set, and so are appId, appSecret or cookie beside it: the latter would not be used. Give one or the other." -}}
{{- end -}}
{{- with $v.kafka.sasl -}}
{{- if .enabled -}}
{{- if and .existingSecret (or .username .password) -}}
{{- $errors = append $errors "kafka.sasl.existingSecret is set, and so are username or password beside it: the latter would not be used. Give one or the other." -}}
{{- end -}}
{{- if and (not .existingSecret) (or (not .username) (not .password)) -}}
{{- $errors = append $errors "kafka.sasl.enabled wants kafka.sasl.existingSecret, or username and password." -}}
{{- end -}}
{{- else if or .existingSecret .username .password -}}
{{- $errors = append $errors "kafka.sasl has a user or a Secret but is off, so pods would come without a login: set kafka.sasl.enabled." -}}
{{- end -}}
{{- end -}}
{{- with $v.kafka.tls -}}
{{- if and (not .enabled) (or .existingSecret .clientCertificate.enabled) -}}
{{- $errors = append $errors "kafka.tls has certificates but is off, so what is sent could be read on the way: set kafka.tls.enabled." -}}
{{- end -}}
{{- if and .clientCertificate.enabled (not .existingSecret) -}}
{{- $errors = append $errors "kafka.tls.clientCertificate.enabled wants kafka.tls.existingSecret, which holds certificate and key." -}}
{{- end -}}
{{- end -}}
{{- range $property, $_ := $client -}}
{{- if regexMatch "password|secret|token|\\.pem$|jaas|^sasl\\.oauthbearer\\.config$|^ssl\\.key$" $property -}}
{{- $errors = append $errors (printf "config.Kafka.Client.%s is a secret, and a ConfigMap is no place for it: use kafka.sasl, kafka.tls, or extraEnv with a secretKeyRef." $property) -}}
{{- else if has $property (list "bootstrap.servers" "security.protocol" "sasl.mechanism" "sasl.mechanisms" "sasl.username" "ssl.ca.location" "ssl.certificate.location" "ssl.key.location") -}}
{{- $errors = append $errors (printf "config.Kafka.Client.%s is set by the chart: use kafka.bootstrapServers, kafka.tls and kafka.sasl." $property) -}}
{{- end -}}
{{- end -}}

{{- $deadline := include "douyin-ingest.drainDeadline" . | int64 -}}
{{- if or (lt $deadline 1) (gt $deadline 600) -}}
{{- $errors = append $errors (printf "config.Drain.Deadline is %d s, but must be from 1 s to 10 min." $deadline) -}}
{{- end -}}
{{- if lt (include "douyin-ingest.gracePeriod" . | int64) (add $deadline 10) -}}
{{- $errors = append $errors (printf "terminationGracePeriodSeconds (%s) is too short: a pod may drain for %d s (config.Drain.Deadline), so give it at least %d, or null." (include "douyin-ingest.gracePeriod" .) $deadline (add $deadline 10)) -}}
{{- end -}}
{{- $settle := include "douyin-ingest.seconds" (dig "Drain" "Settle" "00:00:10" $v.config) | int64 -}}
{{- $flush := include "douyin-ingest.seconds" (dig "Drain" "Flush" "00:00:05" $v.config) | int64 -}}
{{- if gt (add $settle $flush 2) $deadline -}}
{{- $errors = append $errors (printf "config.Drain.Settle (%d s), 2 s for closing sessions and config.Drain.Flush (%d s) do not fit into config.Drain.Deadline (%d s)." $settle $flush $deadline) -}}
{{- end -}}

{{- if and (not (include "douyin-ingest.fixedRooms" .)) (eq (toString $v.rollout.maxSurge) "0") (eq (toString $v.rollout.maxUnavailable) "0") -}}
{{- $errors = append $errors "rollout.maxSurge and rollout.maxUnavailable are both 0: no pod could ever be replaced." -}}
{{- end -}}
{{- if $v.podDisruptionBudget.enabled -}}
{{- $max := $v.podDisruptionBudget.maxUnavailable -}}
{{- $min := $v.podDisruptionBudget.minAvailable -}}
{{- if and (kindIs "invalid" $max) (kindIs "invalid" $min) -}}
{{- $errors = append $errors "podDisruptionBudget is on but says nothing: set maxUnavailable or minAvailable." -}}
{{- else if not (or (kindIs "invalid" $max) (kindIs "invalid" $min)) -}}
{{- $errors = append $errors "podDisruptionBudget takes maxUnavailable or minAvailable, not both: set the other to null." -}}
{{- else if eq (toString $max) "0" -}}
{{- $errors = append $errors "podDisruptionBudget.maxUnavailable is 0: no node could ever be drained." -}}
{{- else if not (or (kindIs "invalid" $min) (kindIs "string" $min)) -}}
{{- $pods := ternary $v.autoscaling.minReplicas $v.replicas (eq (include "douyin-ingest.autoscaled" .) "true") | int64 -}}
{{- if ge (int64 $min) $pods -}}
{{- $errors = append $errors (printf "podDisruptionBudget.minAvailable (%d) leaves none of %d pods to evict: no node could ever be drained." (int64 $min) $pods) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- if and $v.config.Signing (eq (dig "Signing" "Mode" "None" $v.config) "Http") (not (dig "Signing" "Url" "" $v.config)) -}}
{{- $errors = append $errors "config.Signing.Mode is Http, which wants config.Signing.Url." -}}
{{- end -}}

{{- if dig "Outbound" "Enabled" false $v.config -}}
{{- if include "douyin-ingest.fixedRooms" . -}}
{{- $errors = append $errors "config.Outbound.Enabled wants rooms from the control topic: remove config.Ingest.Rooms and add them by 'rooms add'." -}}
{{- end -}}
{{- if and (not $v.credentials.existingSecret) (not $v.credentials.cookie) (not (dig "Cookies" "CookieFile" "" $v.config)) (ne (dig "Signing" "Mode" "None" $v.config) "Http") -}}
{{- $errors = append $errors "config.Outbound.Enabled wants the cookies of a login: give credentials.existingSecret with DOUYIN_COOKIE in it." -}}
{{- end -}}
{{- end -}}

{{- if $errors -}}
{{- fail (printf "\n\nThese values cannot be used:\n- %s\n" (join "\n- " $errors)) -}}
{{- end -}}
{{- end }}
