using System.Globalization;
using DouyinIngest.Simulator.OpenPlatform;

namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>The settings that a pod is started with: here and nowhere else.</summary>
internal static class PodArguments
{
    /// <summary>The credential of rooms that the simulated platform pushes.</summary>
    public const string PushCredential = "platform";

    private static readonly PlatformOptions Platform = new();

    public static IReadOnlyList<string> Of(ChaosSettings settings, ChaosTopics topics, PodPlace place, IReadOnlyList<string> rooms) =>
    [
        $"--Kafka:BootstrapServers={place.Brokers}",
        $"--Kafka:TopicPrefix={topics.Prefix}",
        $"--Kafka:DeadLetterTopic={topics.DeadLetters}",
        $"--Kafka:StatusTopic={topics.Status}",
        $"--Socket:Url={SocketUrl(settings, place.Upstream)}",
        $"--Socket:Profile={settings.Profile}",
        "--Socket:HeartbeatInterval=00:00:02",
        $"--RoomInfo:UpstreamUrl={place.Upstream}",
        string.Create(CultureInfo.InvariantCulture, $"--Management:Port={place.Port}"),
        "--Ingest:OfflineInterval=00:00:02",
        .. settings.Static ? Listed(rooms) : Fleet(settings, topics, place),
        .. settings.Pod,
    ];

    /// <summary>A webhook beside them, for the platform at <paramref name="upstream"/>. Its secrets are the simulator's own and guard nothing.</summary>
    public static IReadOnlyList<string> Webhook(Uri upstream, int port) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"--Push:Port={port}"),
        string.Create(CultureInfo.InvariantCulture, $"--Fleet:PushAddress=127.0.0.1:{port}"),
        .. PlatformTypes.All.Take(3).Select(type => $"--Push:Secrets:{type}={Platform.Secret}-{type}"),
        $"--OpenPlatform:Credentials:{PushCredential}:AppId={Platform.AppId}",
        $"--OpenPlatform:Credentials:{PushCredential}:AppSecret={Platform.AppSecret}",
        $"--OpenPlatform:ApiUrl={upstream}",
        $"--OpenPlatform:TokenUrl={new Uri(upstream, "/api/apps/v2/token")}",
    ];

    private static IEnumerable<string> Listed(IReadOnlyList<string> rooms) =>
        rooms.Select((room, i) => string.Create(CultureInfo.InvariantCulture, $"--Ingest:Rooms:{i}={room}"));

    private static string[] Fleet(ChaosSettings settings, ChaosTopics topics, PodPlace place) =>
    [
        $"--Kafka:ControlTopic={topics.Control}",
        $"--Kafka:CheckpointTopic={topics.Checkpoints}",
        string.Create(CultureInfo.InvariantCulture, $"--Kafka:CheckpointPartitions={settings.CheckpointPartitions}"),
        $"--Fleet:Group={topics.Prefix}",
        string.Create(CultureInfo.InvariantCulture, $"--Fleet:Pod=pod-{place.Number}"),
    ];

    private static Uri SocketUrl(ChaosSettings settings, Uri upstream) => new UriBuilder(upstream)
    {
        Scheme = "ws",
        Path = string.Equals(settings.Profile, Webcast.Sockets.SocketProfile.PushV2, StringComparison.Ordinal) ? "/webcast/im/push/v2/" : "/websocket/im/v1",
    }.Uri;
}
