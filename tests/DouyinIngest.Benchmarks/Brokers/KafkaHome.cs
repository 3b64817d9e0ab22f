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

    /// <summary>The server.properties of a broker that is also a controller, alone or with others; loopback only.</summary>
    /// <param name="ports">Its own.</param>
    /// <param name="all">Those of the whole cluster.</param>
    /// <param name="dataFolder">Where its log goes.</param>
    /// <param name="withRights">ACLs are obeyed; whoever none is about may do everything.</param>
    public static string Properties(KafkaNodePorts ports, IReadOnlyList<KafkaNodePorts> all, string dataFolder, bool withRights = false)
    {
        var replicas = all.Count;
        var inSync = replicas > 1 ? 2 : 1;
        var quorum = replicas == 1
            ? $"controller.quorum.bootstrap.servers=127.0.0.1:{ports.Controller}"
            : "controller.quorum.voters=" + string.Join(',', all.Select(p => $"{p.Id}@127.0.0.1:{p.Controller}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            process.roles=broker,controller
            node.id={ports.Id}
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listeners=PLAINTEXT://127.0.0.1:{ports.Broker},DOOR://127.0.0.1:{ports.Door},CONTROLLER://127.0.0.1:{ports.Controller}
            advertised.listeners=PLAINTEXT://127.0.0.1:{ports.Broker},DOOR://127.0.0.1:{ports.Proxy}
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,DOOR:PLAINTEXT,CONTROLLER:PLAINTEXT
            {quorum}
            log.dirs={dataFolder}
            num.partitions=1
            auto.create.topics.enable=false
            default.replication.factor={replicas}
            min.insync.replicas={inSync}
            offsets.topic.replication.factor={replicas}
            offsets.topic.num.partitions=4
            transaction.state.log.replication.factor={replicas}
            transaction.state.log.min.isr={inSync}
            transaction.state.log.num.partitions=4
            share.coordinator.state.topic.replication.factor={replicas}
            share.coordinator.state.topic.min.isr={inSync}
            group.initial.rebalance.delay.ms=0
            log.cleaner.dedupe.buffer.size=4194304
            broker.session.timeout.ms=6000
            broker.heartbeat.interval.ms=1000
            {(withRights ? Rights : "")}
            """);
    }

    private const string Rights = "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\nallow.everyone.if.no.acl.found=true";

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
