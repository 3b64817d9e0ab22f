using DouyinIngest.Protos.Webcast;

namespace DouyinIngest.Simulator.World;

/// <summary>One batch of a room: made and compressed once, sent to every viewer.</summary>
internal sealed record Batch
{
    /// <summary>Its number in the broadcast, from 0.</summary>
    public required long Position { get; init; }

    /// <summary>Server time, milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>Messages in it.</summary>
    public required int Count { get; init; }

    /// <summary>Sticky state (<c>wss_msg_type:wrds</c>) or ordinary messages.</summary>
    public required bool Sticky { get; init; }

    /// <summary>The room's sticky version at that time.</summary>
    public required long WrdsVersion { get; init; }

    /// <summary>The gzipped Response.</summary>
    public required byte[] Compressed { get; init; }

    /// <summary>internal_ext inside the Response, which is the room's, not the connection's.</summary>
    public required string InternalExt { get; init; }

    /// <summary>Cursor of the frame that carries it.</summary>
    public required string Cursor { get; init; }

    /// <summary>Whether it is part of the room's log, or made for one connection (history, sticky set).</summary>
    public bool InLog { get; init; } = true;

    /// <summary>What it shows to a fresh connection that stands before the place where that begins.</summary>
    public IReadOnlyList<Message> Outside { get; init; } = [];
}
