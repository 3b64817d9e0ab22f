# Three images from one build: server (the default), simulator, cli.
#
#   docker build -t douyin-ingest .
#   docker build --target cli -t douyin-ingest-cli .
#   docker buildx build --platform linux/amd64,linux/arm64 -t douyin-ingest .
#
# The build runs on the builder's own architecture and makes portable assemblies; only the native Kafka client depends on the target.
ARG DOTNET_VERSION=10.0

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION}-noble AS build
WORKDIR /source
ENV CI=true \
    UseAppHost=false \
    RunAnalyzers=false \
    EnforceCodeStyleInBuild=false \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_NOLOGO=1 \
    NUGET_XMLDOC_MODE=skip

# Packages change seldom: this layer is made again only when a project file or a lock file changes. CI=true holds restore to the lock files.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY src/DouyinIngest.Protos/DouyinIngest.Protos.csproj src/DouyinIngest.Protos/packages.lock.json src/DouyinIngest.Protos/
COPY src/DouyinIngest.Webcast/DouyinIngest.Webcast.csproj src/DouyinIngest.Webcast/packages.lock.json src/DouyinIngest.Webcast/
COPY src/DouyinIngest.Pipeline/DouyinIngest.Pipeline.csproj src/DouyinIngest.Pipeline/packages.lock.json src/DouyinIngest.Pipeline/
COPY src/DouyinIngest.Server/DouyinIngest.Server.csproj src/DouyinIngest.Server/packages.lock.json src/DouyinIngest.Server/
COPY src/DouyinIngest.Simulator/DouyinIngest.Simulator.csproj src/DouyinIngest.Simulator/packages.lock.json src/DouyinIngest.Simulator/
COPY src/DouyinIngest.Cli/DouyinIngest.Cli.csproj src/DouyinIngest.Cli/packages.lock.json src/DouyinIngest.Cli/
RUN --mount=type=cache,id=douyin-ingest-nuget,target=/root/.nuget/packages \
    dotnet restore src/DouyinIngest.Cli/DouyinIngest.Cli.csproj

# The command line refers to everything else, so one build makes all three programs.
ARG VERSION=0.1.0
COPY BannedSymbols.txt .editorconfig LICENSE ./
COPY src src
RUN --mount=type=cache,id=douyin-ingest-nuget,target=/root/.nuget/packages \
    dotnet build src/DouyinIngest.Cli/DouyinIngest.Cli.csproj -c Release --no-restore -p:Version=${VERSION} \
    && for program in Server Simulator Cli; do \
         dotnet publish src/DouyinIngest.$program/DouyinIngest.$program.csproj -c Release --no-build -p:Version=${VERSION} -o /out/$program \
         && cp LICENSE /out/$program/ || exit 1; \
       done

# The Kafka client is native code, built against glibc 2.28 and nothing else that the chiseled image lacks: on x64 the client falls back from
# librdkafka.so, which wants libsasl2.so.3, to centos8-librdkafka.so beside it; on arm64 librdkafka.so wants no such thing. In both, TLS, SCRAM
# and OAUTHBEARER work and GSSAPI does not. Other systems' libraries are left out.
FROM build AS trim
ARG TARGETARCH
RUN case "${TARGETARCH:-amd64}" in \
      amd64) keep=linux-x64 ;; \
      arm64) keep=linux-arm64 ;; \
      *) echo "no native Kafka client for ${TARGETARCH}" >&2; exit 1 ;; \
    esac \
    && find /out -mindepth 3 -maxdepth 3 -type d -path '*/runtimes/*' ! -name "$keep" ! -name linux ! -name unix -exec rm -rf {} + \
    && for program in Server Cli; do test -s /out/$program/runtimes/$keep/native/librdkafka.so || exit 1; done

# No shell, no package manager, nobody's password file but ours to fill. 1654 is the image's own user; a number, so that Kubernetes can tell
# that it is not root. The programs write no file: no debugger port in /tmp, no dumps, which would carry secrets, nothing extracted.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}-noble-chiseled AS runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.vendor="DouyinIngest contributors" \
      org.opencontainers.image.source="https://github.com/douyin-ingest/douyin-ingest" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
ENV DOTNET_EnableDiagnostics=0 \
    DOTNET_DbgEnableMiniDump=0 \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
    ASPNETCORE_HTTP_PORTS=
WORKDIR /app
USER 1654

FROM runtime AS simulator
LABEL org.opencontainers.image.title="DouyinIngest simulator" \
      org.opencontainers.image.description="A simulated upstream with an oracle that knows what was true"
ENV SIMULATOR__HOST=0.0.0.0 \
    SIMULATOR__PORT=18080
EXPOSE 18080
COPY --from=trim /out/Simulator ./
ENTRYPOINT ["dotnet", "/app/DouyinIngest.Simulator.dll"]

FROM runtime AS cli
LABEL org.opencontainers.image.title="DouyinIngest command line" \
      org.opencontainers.image.description="Topics, rooms, credentials, verify, fleet: everything an operator types"
COPY --from=trim /out/Cli ./
ENTRYPOINT ["dotnet", "/app/DouyinIngest.Cli.dll"]

FROM runtime AS server
LABEL org.opencontainers.image.title="DouyinIngest server" \
      org.opencontainers.image.description="Follows Douyin live rooms and puts what happens in them on Kafka"
ENV DOUYIN_INGEST__Management__Host=0.0.0.0 \
    DOUYIN_INGEST__Logging__Json=true
EXPOSE 9464
COPY --from=trim /out/Server ./
# Kubernetes has probes of its own and does not read this.
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 \
    CMD ["dotnet", "/app/DouyinIngest.Server.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "/app/DouyinIngest.Server.dll"]
