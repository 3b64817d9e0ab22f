using System.Text;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Webcast.Polling;

/// <summary>What an answer says beside its messages: where to go on, when to ask again, where the socket is (PROTOCOL 3.1 and 5).</summary>
internal sealed record FetchedPlace
{
    /// <summary>More than a browser would be told to send again; the rest is left out.</summary>
    private const int MostParameters = 16;

    private const int LongestText = 2048;

    /// <summary>The cursor and internal_ext behind the answer; no cursor where it tells none.</summary>
    public ResumePoint Behind { get; private init; } = ResumePoint.None;

    /// <summary>fetch_interval; zero where it tells none.</summary>
    public TimeSpan Interval { get; private init; }

    /// <summary>push_server_v2, push_server, proxy_server: the first is wanted most.</summary>
    public IReadOnlyList<string> PushServers { get; private init; } = [];

    /// <summary>route_params.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RouteParameters { get; private init; } = [];

    /// <summary>Reads the fields of a Response; null when the bytes are no protobuf. Never throws.</summary>
    public static FetchedPlace? Read(ReadOnlySpan<byte> response)
    {
        ReadOnlySpan<byte> cursor = default, internalExt = default;
        var interval = 0L;
        var servers = new string[3];
        var parameters = new List<KeyValuePair<string, string>>();
        var fields = new WireReader(response);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case (2 << 3) | WireReader.BytesType:
                    cursor = fields.Bytes;
                    break;
                case (3 << 3) | WireReader.VarintType:
                    interval = fields.Int64;
                    break;
                case (5 << 3) | WireReader.BytesType:
                    internalExt = fields.Bytes;
                    break;
                case (7 << 3) | WireReader.BytesType when parameters.Count < MostParameters && Parameter(fields.Bytes) is { } parameter:
                    parameters.Add(parameter);
                    break;
                case (10 << 3) | WireReader.BytesType:
                    servers[1] = Text(fields.Bytes);
                    break;
                case (13 << 3) | WireReader.BytesType:
                    servers[2] = Text(fields.Bytes);
                    break;
                case (14 << 3) | WireReader.BytesType:
                    servers[0] = Text(fields.Bytes);
                    break;
            }
        }

        return fields.Failed ? null : new FetchedPlace
        {
            Behind = cursor.IsEmpty ? ResumePoint.None : new ResumePoint(Encoding.UTF8.GetString(cursor), Encoding.UTF8.GetString(internalExt)),
            Interval = TimeSpan.FromMilliseconds(Math.Clamp(interval, 0, 1_000_000)),
            PushServers = [.. servers.Where(server => !string.IsNullOrEmpty(server))],
            RouteParameters = parameters,
        };
    }

    private static string Text(ReadOnlySpan<byte> bytes) => bytes.Length <= LongestText ? Encoding.UTF8.GetString(bytes) : "";

    private static KeyValuePair<string, string>? Parameter(ReadOnlySpan<byte> entry)
    {
        var (name, value) = ("", "");
        var fields = new WireReader(entry);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case (1 << 3) | WireReader.BytesType:
                    name = Text(fields.Bytes);
                    break;
                case (2 << 3) | WireReader.BytesType:
                    value = Text(fields.Bytes);
                    break;
            }
        }

        return !fields.Failed && name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            ? KeyValuePair.Create(name, value)
            : null;
    }
}
