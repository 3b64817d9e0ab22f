using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>What can be said of an unpacked Apache Kafka, and the configuration of one KRaft broker.</summary>
internal static class KafkaHome
{
    /// <summary>Null when a broker can be started from it, else why not.</summary>
    public static string? WhyUnusable(string home)
    {
        if (!File.Exists(Path.Combine(home, "bin", "kafka-server-start.sh")))
        {
            return $"{home} has no bin/kafka-server-start.sh";
        }

        return OperatingSystem.IsWindows() ? "its scripts need a POSIX shell"
            : HasJava() ? null
            : "there is no Java (Kafka 4 needs Java 17)";
    }

    /// <summary>The server.properties of a single broker that is also its own controller; loopback only.</summary>
    public static string Properties(int port, int controllerPort, string dataFolder) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        process.roles=broker,controller
        node.id=1
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controllerPort}
        advertised.listeners=PLAINTEXT://127.0.0.1:{port}
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        controller.quorum.bootstrap.servers=127.0.0.1:{controllerPort}
        log.dirs={dataFolder}
        num.partitions=1
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=4194304
        """);

    private static bool HasJava()
    {
        var javaHome = Environment.GetEnvironmentVariable("JAVA_HOME");
        var java = string.IsNullOrEmpty(javaHome) ? "java" : Path.Combine(javaHome, "bin", "java");
        try
        {
            using var process = Process.Start(new ProcessStartInfo(java, "-version")
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
