using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Push;

/// <summary>Where a push goes.</summary>
internal enum PushRouteKind
{
    /// <summary>The room takes it in this process.</summary>
    Here = 0,

    /// <summary>To the owner's address.</summary>
    Forward,

    /// <summary>No assignment is about this broadcast.</summary>
    Unknown,

    /// <summary>The room is followed otherwise.</summary>
    NotPushed,

    /// <summary>The owner is not known, is not ready, or tells no address.</summary>
    NotYet,

    /// <summary>Passed on to us, and not ours any more: it is not passed on again.</summary>
    Misdirected,
}

/// <summary>A decision, and the address where it takes one.</summary>
internal readonly record struct PushRoute(PushRouteKind Kind, string Address = "")
{
    /// <summary>Decides. Pure.</summary>
    /// <param name="isHere">A session of this process takes pushes of the broadcast.</param>
    /// <param name="forwarded">Another instance passed it on.</param>
    /// <param name="transport">How the room that holds the broadcast is to be followed; null: no room is known to.</param>
    /// <param name="owner">The newest claim of the room's partition; null: none is known.</param>
    /// <param name="self">Our own name in claims.</param>
    public static PushRoute Of(bool isHere, bool forwarded, RoomTransport? transport, PushOwner? owner, string self)
    {
        if (isHere)
        {
            return new PushRoute(PushRouteKind.Here);
        }

        if (forwarded)
        {
            return new PushRoute(PushRouteKind.Misdirected);
        }

        return transport switch
        {
            null => new PushRoute(PushRouteKind.Unknown),
            not RoomTransport.Push => new PushRoute(PushRouteKind.NotPushed),
            _ => owner is { Address.Length: > 0 } other && !string.Equals(other.Instance, self, StringComparison.Ordinal)
                ? new PushRoute(PushRouteKind.Forward, other.Address)
                : new PushRoute(PushRouteKind.NotYet),
        };
    }
}

/// <summary>Who owns a partition of rooms.</summary>
/// <param name="Instance">Its name in the log.</param>
/// <param name="Address">host:port of its webhook; empty when it tells none.</param>
internal sealed record PushOwner(string Instance, string Address);
