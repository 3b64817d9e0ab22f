namespace DouyinIngest.Pipeline.Control;

/// <summary>Takes the records of the control topic in their order and hands out the table they make. Not thread-safe.</summary>
internal sealed class ControlTableBuilder
{
    private readonly Dictionary<string, DesiredRoom> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ControlRefusal> _refusals = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, CredentialQuota>? _credentials;
    private long _offset;

    /// <summary>Takes one record; whatever stood under its key is gone, understood or not.</summary>
    public void Apply(ControlEntry entry)
    {
        _refusals.Remove(entry.Key);
        _rooms.Remove(entry.Key);
        if (string.Equals(entry.Key, ControlKeys.Credentials, StringComparison.Ordinal))
        {
            _credentials = null;
        }

        switch (entry)
        {
            case RoomWanted wanted:
                _rooms.Add(wanted.Key, wanted.Room);
                break;
            case CredentialsNamed named:
                _credentials = named.Credentials;
                break;
            case EntryRefused refused:
                _refusals.Add(refused.Key, refused.Refusal);
                break;
        }

        _offset = entry.Offset + 1;
    }

    /// <summary>The table as it stands now; copies it, so call it for many records at once.</summary>
    public ControlTable Snapshot() => new(
        new Dictionary<string, DesiredRoom>(_rooms, StringComparer.Ordinal),
        new Dictionary<string, ControlRefusal>(_refusals, StringComparer.Ordinal),
        _credentials,
        _offset);
}
