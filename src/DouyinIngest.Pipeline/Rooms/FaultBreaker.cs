namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// Tells one room's fault, which is contained, from a fault of the process: the same one in several different rooms in a row. Thread-safe.
/// </summary>
internal sealed class FaultBreaker(int limit, TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _rooms = new(StringComparer.Ordinal);
    private string _fault = "";
    private long _last;

    /// <summary>Counts a fault; true when it must no longer be contained.</summary>
    public bool Trips(string room, Exception fault)
    {
        var signature = $"{fault.GetType().FullName} in {fault.TargetSite?.DeclaringType?.FullName}.{fault.TargetSite?.Name}";
        lock (_gate)
        {
            if (!string.Equals(_fault, signature, StringComparison.Ordinal) || time.GetElapsedTime(_last) > window)
            {
                _rooms.Clear();
                _fault = signature;
            }

            _last = time.GetTimestamp();
            _rooms.Add(room);
            return _rooms.Count >= limit;
        }
    }
}
