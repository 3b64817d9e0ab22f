using DouyinIngest.Pipeline.Ownership;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>A partition whose rooms are ours.</summary>
/// <param name="Epoch">Offset of the claim.</param>
/// <param name="Question">The end of the results, asked for after the claim; nothing is taken before it is read.</param>
internal sealed record OutboundSeat(long Epoch, EndQuestion Question);
