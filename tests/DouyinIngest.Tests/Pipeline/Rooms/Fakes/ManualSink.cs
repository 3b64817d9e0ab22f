using System.Text;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>Takes records and confirms them when the test says so.</summary>
internal sealed class ManualSink : IEventSink
{
    private readonly Lock _gate = new();
    private readonly List<(string Id, Delivery Delivery)> _open = [];
    private readonly List<string> _published = [];
    private readonly List<string> _deadLetters = [];
    private readonly List<string> _others = [];
    private readonly List<RoomKey> _rooms = [];
    private readonly List<string> _lines = [];

    /// <summary>The size of every record.</summary>
    public int Bytes { get; set; } = 100;

    /// <summary>Confirms each record as it is handed over.</summary>
    public bool Confirming { get; set; }

    public Exception? Throws { get; set; }

    public IReadOnlyList<string> Published => Copy(_published);

    public IReadOnlyList<string> DeadLetters => Copy(_deadLetters);

    /// <summary>The key of each published record.</summary>
    public IReadOnlyList<RoomKey> Rooms => Copy(_rooms);

    /// <summary>What stands in each published record: of a chat its text and lists, of a gift count and total.</summary>
    public IReadOnlyList<string> Lines => Copy(_lines);

    /// <summary>Throws once this many records were taken.</summary>
    public int ThrowsAfter { get; set; } = int.MaxValue;

    public void Publish(in LiveEventView e, RoomKey room, Delivery delivery)
    {
        if (Throws is not null && (ThrowsAfter == int.MaxValue || ThrowsAfter-- <= 0))
        {
            throw Throws;
        }

        lock (_gate)
        {
            _rooms.Add(room);
            _lines.Add(Line(e));
        }

        Take(Encoding.UTF8.GetString(e.EventId), _published, delivery);
    }

    /// <summary>What went to the topic <c>other</c>: its event id and its bytes.</summary>
    public IReadOnlyList<string> Others => Copy(_others);

    public void PublishOther(ReadOnlySpan<byte> raw, in OtherHeaders about, RoomKey room, Delivery delivery)
        => Take($"{about.EventId} {about.Method} {Encoding.UTF8.GetString(raw)}", _others, delivery);

    public void DeadLetter(ReadOnlySpan<byte> raw, RoomKey room, ReadOnlySpan<byte> method, string stage, DropReason reason, Delivery delivery)
        => Take($"{stage} {reason} {Encoding.UTF8.GetString(method)} {raw.Length}", _deadLetters, delivery);

    /// <summary>Confirms the record whose id ends with this; false: there is none.</summary>
    public bool Confirm(string end)
    {
        Delivery delivery;
        lock (_gate)
        {
            var at = _open.FindIndex(record => record.Id.EndsWith(end, StringComparison.Ordinal));
            if (at < 0)
            {
                return false;
            }

            delivery = _open[at].Delivery;
            _open.RemoveAt(at);
        }

        delivery.Settle(Bytes);
        return true;
    }

    public void ConfirmAll()
    {
        while (Confirm(""))
        {
            // One after the other.
        }
    }

    private static string Line(in LiveEventView e)
    {
        var line = e.Kind == EventKind.Gift ? $"gift {e.GiftCount}/{e.GiftTotal}" : $"{e.Kind} {Encoding.UTF8.GetString(e.Content)}";
        foreach (var name in e.Matched)
        {
            line += $" [{Encoding.UTF8.GetString(name)}]";
        }

        return line;
    }

    private void Take(string id, List<string> list, Delivery delivery)
    {
        delivery.Begin(Bytes);
        lock (_gate)
        {
            list.Add(id);
            if (!Confirming)
            {
                _open.Add((id, delivery));
                return;
            }
        }

        delivery.Settle(Bytes);
    }

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
