using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;

namespace DouyinIngest.Tests.Simulator.Fakes;

/// <summary>Broadcasts that are built batch by batch, and what a client sees of them.</summary>
internal static class Built
{
    /// <summary>A broadcast with sticky statistics of version 1000 at 0 and one chat a batch, msg_id = position.</summary>
    public static Broadcast Filled(int chats, SimulatorOptions? options = null)
    {
        var broadcast = Sim.Broadcast(options);
        broadcast.Append([Stats(1000)], sticky: true);
        for (var i = 1; i <= chats; i++)
        {
            Add(broadcast, i);
        }

        return broadcast;
    }

    public static void Add(Broadcast broadcast, params long[] ids) => broadcast.Append([.. ids.Select(Chat)], sticky: false);

    public static WorldMessage Chat(long msgId)
        => new(new Message { Method = "WebcastChatMessage", MsgId = msgId }, FactReader.Read(Sim.ChatOf("a")));

    public static WorldMessage Like(long msgId)
        => new(new Message { Method = "WebcastLikeMessage", MsgId = msgId }, new EventFacts(OracleKind.Like, 1, Count: 1));

    public static WorldMessage Stats(long version, string subKey = "") => new(
        new Message { Method = "WebcastRoomStatsMessage", MsgId = version, NeedWrdsStore = true, WrdsVersion = version, WrdsSubKey = subKey },
        new EventFacts(OracleKind.Room));

    /// <summary>The msg_ids of the batches from a position on.</summary>
    public static IEnumerable<long> IdsFrom(Broadcast broadcast, long position)
    {
        for (; broadcast.Log.Find(position) is { } batch; position++)
        {
            foreach (var message in BatchBuilder.Open(batch).Messages)
            {
                yield return message.MsgId;
            }
        }
    }

    /// <summary>A client comes, gets its opening, and stays.</summary>
    public static Opening Join(Broadcast broadcast, string? cursor = null)
    {
        var opening = broadcast.Open(cursor);
        broadcast.Offer(opening.Start, opening.Resumed ? [] : [.. opening.Sticky, .. opening.History]);
        return opening;
    }

    public static IEnumerable<string> Offered(Broadcast broadcast)
        => broadcast.Truth.Snapshot().Where(e => e.Offered).Select(e => e.Id[(e.Id.IndexOf('-', StringComparison.Ordinal) + 1)..]);
}
