namespace DouyinIngest.Webcast.Events;

/// <summary>A combo that is over.</summary>
/// <param name="Key">The combo.</param>
/// <param name="Total">Its greatest total.</param>
/// <param name="Time">The upstream's clock when it ended, milliseconds since the Unix epoch.</param>
internal readonly record struct EndedComboState(ulong Key, long Total, long Time);
