using System.Globalization;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Demo;

/// <summary>What the screen wants to know of the records that go by: the last chats and gifts, and events by room. Thread-safe.</summary>
internal sealed class DemoFeed
{
    private const int Kept = 8;

    private readonly Lock _gate = new();
    private readonly Queue<DemoLine> _chats = new();
    private readonly Queue<DemoLine> _gifts = new();
    private readonly Dictionary<long, long> _byRoom = [];

    public void Take(ReadBackRecord record)
    {
        lock (_gate)
        {
            _byRoom[record.RoomId] = _byRoom.GetValueOrDefault(record.RoomId) + 1;
            if (record.Kind == EventKind.Chat)
            {
                Keep(_chats, new DemoLine(record.UserName, record.Content));
            }
            else if (record.Gift is { } gift && !record.Derived)
            {
                Keep(_gifts, new DemoLine(record.UserName, string.Create(CultureInfo.InvariantCulture, $"{gift.Name} × {gift.Total}")));
            }
        }
    }

    public IReadOnlyList<DemoLine> Chats()
    {
        lock (_gate)
        {
            return [.. _chats];
        }
    }

    public IReadOnlyList<DemoLine> Gifts()
    {
        lock (_gate)
        {
            return [.. _gifts];
        }
    }

    public long EventsOf(long roomId)
    {
        lock (_gate)
        {
            return _byRoom.GetValueOrDefault(roomId);
        }
    }

    private static void Keep(Queue<DemoLine> lines, DemoLine line)
    {
        lines.Enqueue(line);
        if (lines.Count > Kept)
        {
            lines.Dequeue();
        }
    }
}
