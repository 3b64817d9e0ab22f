namespace DouyinIngest.Webcast.Events;

/// <summary>The newest version of one sticky state.</summary>
/// <param name="Key">A hash of method and sub key.</param>
/// <param name="Version">The upstream's wrds_version.</param>
internal readonly record struct StickyVersionState(ulong Key, ulong Version);
