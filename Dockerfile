# The worker's container: what action.yml runs, and what Azure Pipelines and CodeBuild can run.
#
# The two bases are arguments so that a release pins them by digest (--build-arg SDK=...@sha256:...) and a company can take them from its own registry.
# A tag is what a checkout builds from; .github/workflows/release.yml resolves both tags to digests, builds from those and records them in the provenance.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG DEBIAN=docker.io/library/debian:12-slim

# 1. The program and the runner that it hands to build machines: two trimmed single files.
#    A private package source: docker build --secret id=nuget,src=$HOME/.nuget/NuGet/NuGet.Config
FROM ${SDK} AS build
ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 CI=true
WORKDIR /source
COPY . .
RUN --mount=type=secret,id=nuget,target=/root/.nuget/NuGet/NuGet.Config \
    for project in GoldenAmi.Runner GoldenAmi.Action; do \
        dotnet publish src/$project --configuration Release --output /program -nodeReuse:false -p:UseSharedCompilation=false \
            -p:GenerateDocumentationFile=false -p:RunAnalyzers=false || exit 1; \
    done

# 2. The files of git, of certificates and of the libraries that both and the program load, and nothing else: no shell, no package manager.
#    The worker calls git's plumbing, which needs no Perl and no shell; remotes are reached over https. libssl is loaded by .NET at run time.
FROM ${DEBIAN} AS root
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates git openssl
COPY --from=build /program/golden-ami /program/golden-ami-runner /root-fs/usr/lib/golden-ami/
COPY src/container/collect-files /tmp/collect-files
RUN sh /tmp/collect-files /root-fs

# 3. The container. It runs as root because a container action must: the workspace belongs to the runner's user.
FROM scratch
COPY --from=root /root-fs/ /
ENV PATH=/usr/bin HOME=/root SSL_CERT_DIR=/etc/ssl/certs GOLDEN_AMI_CONTAINER=true
LABEL org.opencontainers.image.title="Golden AMI" org.opencontainers.image.licenses="Apache-2.0"
# Exec form: the worker is process 1 and gets the signals; a shell before it would drop variables whose names have dashes, INPUT_ON-CANCEL among them.
ENTRYPOINT ["/usr/bin/golden-ami"]
