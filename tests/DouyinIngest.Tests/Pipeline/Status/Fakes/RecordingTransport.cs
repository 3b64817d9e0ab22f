using System.Collections.Concurrent;
using DouyinIngest.Pipeline.Status;
using Google.Protobuf;

namespace DouyinIngest.Tests.Pipeline.Status.Fakes;

/// <summary>Keeps what is sent, or refuses it.</summary>
internal sealed class RecordingTransport : IStatusTransport
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    private readonly ConcurrentQueue<(string Key, string Value)> _sent = new();

    public StatusFailure? Refuses { get; set; }

    public bool Disposed { get; private set; }

    public int Flushes { get; private set; }

    public IReadOnlyList<(string Key, string Value)> Sent => [.. _sent];

    public IReadOnlyList<Protos.Ops.V1.Status> Statuses => [.. _sent.Select(sent => Parser.Parse<Protos.Ops.V1.Status>(sent.Value))];

    public StatusFailure? Send(string key, string value)
    {
        if (Refuses is null)
        {
            _sent.Enqueue((key, value));
        }

        return Refuses;
    }

    public bool Flush(TimeSpan timeout)
    {
        Flushes++;
        return true;
    }

    public void Dispose() => Disposed = true;
}
