using System.Globalization;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Cli.Service;

/// <summary>A command's options as settings of the service.</summary>
internal static class ServiceSettings
{
    public static IEnumerable<KeyValuePair<string, string?>> Rooms(IEnumerable<string> rooms) =>
        rooms.Select((room, i) => Setting(string.Create(CultureInfo.InvariantCulture, $"{IngestOptions.SectionName}:{nameof(IngestOptions.Rooms)}:{i}"), room));

    public static KeyValuePair<string, string?> Brokers(string brokers) =>
        Setting($"{KafkaOptions.SectionName}:{nameof(KafkaOptions.BootstrapServers)}", brokers);

    public static KeyValuePair<string, string?> Upstream(Uri upstream) =>
        Setting($"{RoomInfoOptions.SectionName}:{nameof(RoomInfoOptions.UpstreamUrl)}", upstream.ToString());

    public static KeyValuePair<string, string?> Socket(Uri socket) => Setting($"{SocketOptions.SectionName}:{nameof(SocketOptions.Url)}", socket.ToString());

    public static KeyValuePair<string, string?> Transport(RoomTransport transport) => Setting($"{IngestOptions.SectionName}:{nameof(IngestOptions.Transport)}", transport.ToString());

    public static KeyValuePair<string, string?> ManagementPort(int port) =>
        Setting($"{ManagementOptions.SectionName}:{nameof(ManagementOptions.Port)}", port.ToString(CultureInfo.InvariantCulture));

    private static KeyValuePair<string, string?> Setting(string key, string value) => KeyValuePair.Create(key, (string?)value);
}
