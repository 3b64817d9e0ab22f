using DouyinIngest.Protos.Webcast;

namespace DouyinIngest.Simulator.World;

/// <summary>How a connection begins.</summary>
/// <param name="Start">The first batch of the log that it gets.</param>
/// <param name="Resumed">Its cursor was known.</param>
/// <param name="Sticky">The sticky state at that place.</param>
/// <param name="History">Recent messages before it; empty on a resume.</param>
/// <param name="Missed">Events between its cursor and <paramref name="Start"/> that cannot be had any more.</param>
/// <param name="Replayed">Messages of the stream before the cursor's place that are sent once more.</param>
/// <param name="WrdsVersion">The room's sticky version.</param>
internal sealed record Opening(
    long Start, bool Resumed, IReadOnlyList<Message> Sticky, IReadOnlyList<Message> History, long Missed, int Replayed, long WrdsVersion);
