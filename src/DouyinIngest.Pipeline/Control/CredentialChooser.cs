
namespace DouyinIngest.Pipeline.Control;

/// <summary>Picks a credential for each new room: the one with the most places left. Counts those it has given away.</summary>
internal sealed class CredentialChooser(ControlTable table)
{
    private readonly Dictionary<string, (long Places, long Wanted)> _credentials = (table.Credentials ?? new Dictionary<string, CredentialQuota>(StringComparer.Ordinal))
        .ToDictionary(
            pair => pair.Key,
            pair => ((long)(pair.Value.Places ?? int.MaxValue), (long)(table.Plan.Credentials.TryGetValue(pair.Key, out var use) ? use.Wanted : 0)),
            StringComparer.Ordinal);

    /// <summary>The emptiest credential, of equal ones the first by name; null when the topic names none.</summary>
    public string? Choose()
    {
        if (_credentials.Count == 0)
        {
            return null;
        }

        var name = _credentials.OrderByDescending(pair => pair.Value.Places - pair.Value.Wanted).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;
        Took(name);
        return name;
    }

    /// <summary>A new room was given to a credential by name.</summary>
    public void Took(string name)
    {
        if (_credentials.TryGetValue(name, out var use))
        {
            _credentials[name] = (use.Places, use.Wanted + 1);
        }
    }
}
