namespace DouyinIngest.Benchmarks.Scenarios.Load;

/// <summary>What one load run is asked to do.</summary>
/// <param name="Url">The upstream's socket endpoint.</param>
/// <param name="Rooms">How many rooms.</param>
/// <param name="FirstRoomId">Room i has this id plus i.</param>
/// <param name="Events">Ends when this many are on the broker.</param>
/// <param name="Brokers">Bootstrap servers.</param>
/// <param name="TopicPrefix">Topics are <c>&lt;prefix&gt;.&lt;kind&gt;.v1</c>; they exist.</param>
internal sealed record LoadSettings(Uri Url, int Rooms, long FirstRoomId, long Events, string Brokers, string TopicPrefix);
