using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Webcast.Filters;

namespace DouyinIngest.Pipeline.Control;

/// <summary>Works out the records that make the table as it is wanted. Pure; several changes to one room end in its last.</summary>
internal sealed class RoomChanges(ControlTable table, DateTimeOffset now)
{
    private readonly CredentialChooser _chooser = new(table);
    private readonly Dictionary<string, RoomWrite> _writes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DesiredRoom> _wanted = new(StringComparer.Ordinal);
    private readonly List<RoomFailure> _failures = [];

    public IReadOnlyCollection<RoomWrite> Writes => _writes.Values;

    public IReadOnlyList<RoomFailure> Failures => _failures;

    /// <summary>Follows a room; one that is known keeps its place in the queue and what is not asked for.</summary>
    public void Add(FoundRoom found, RoomWishes wishes)
    {
        var known = Known(found.LiveId);
        var assignment = known?.Assignment ?? new RoomAssignment(found.LiveId, 0, new Dictionary<string, string>(StringComparer.Ordinal)) { Credential = CredentialFor(wishes.Credential) };
        var labels = assignment.Labels.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, text) in wishes.Labels)
        {
            labels[name] = text;
        }

        Put(found.LiveId, (known ?? new DesiredRoom(assignment, 0) { Since = now }) with
        {
            Assignment = assignment with
            {
                RoomId = found.RoomId != 0 ? found.RoomId : assignment.RoomId,
                Labels = labels,
                Credential = wishes.Credential ?? assignment.Credential,
                Filter = FilterFor(wishes, assignment.Filter),
                Transport = wishes.Transport ?? assignment.Transport,
            },
            Priority = wishes.Priority ?? known?.Priority ?? 0,
            Paused = wishes.Paused || known is { Paused: true },
        });
    }

    /// <summary>Takes a room as a file has it; of one that is known only its place in the queue is kept, unless the file says another.</summary>
    public void Import(FoundRoom found, DesiredRoom? read)
    {
        if (read is null)
        {
            Add(found, new RoomWishes());
            return;
        }

        var known = Known(found.LiveId);
        Put(found.LiveId, read with
        {
            Assignment = read.Assignment with
            {
                LiveId = found.LiveId,
                RoomId = found.RoomId != 0 ? found.RoomId : read.Assignment.RoomId,
                Credential = known is null ? CredentialFor(read.Assignment.Credential) : read.Assignment.Credential ?? known.Assignment.Credential,
            },
            Since = read.Since ?? (known is null ? now : known.Since),
        });
    }

    /// <summary>Ends the following of what stands under a key, refused or not.</summary>
    public void Remove(string key)
    {
        if (Known(key) is null && !table.Refusals.ContainsKey(key))
        {
            _failures.Add(new RoomFailure(key, "it is not on the control topic; 'rooms list' shows what is."));
            return;
        }

        _writes[key] = new RoomWrite(key, null);
    }

    /// <summary>Pauses a room, or goes on with it.</summary>
    public void Pause(string liveId, bool paused)
    {
        if (Known(liveId) is { } room)
        {
            Put(liveId, room with { Paused = paused });
        }
        else
        {
            _failures.Add(new RoomFailure(liveId, table.Refusals.TryGetValue(liveId, out var refusal)
                ? $"its record is refused ({refusal.Reason}); write it anew by 'rooms add {liveId}'."
                : $"it is not on the control topic; add it by 'rooms add {liveId}'."));
        }
    }

    public void Fail(string room, string reason) => _failures.Add(new RoomFailure(room, reason));

    private static FilterRules? FilterFor(RoomWishes wishes, FilterRules? known)
    {
        var rules = wishes.Filter ?? known ?? FilterRules.None;
        rules = wishes.Kinds is { } kinds ? rules with { Kinds = [.. kinds.Order()] } : rules;
        return rules.IsEmpty ? null : rules;
    }

    private DesiredRoom? Known(string liveId) => _wanted.GetValueOrDefault(liveId) ?? table.Rooms.GetValueOrDefault(liveId);

    private string? CredentialFor(string? named)
    {
        if (named is null)
        {
            return _chooser.Choose();
        }

        _chooser.Took(named);
        return named;
    }

    // A record that would say what stands there already is not written: rooms start anew for less.
    private void Put(string liveId, DesiredRoom room)
    {
        _wanted[liveId] = room;
        var value = RoomValue.Write(room);
        if (table.Rooms.TryGetValue(liveId, out var stands) && RoomValue.Write(stands).AsSpan().SequenceEqual(value))
        {
            _writes.Remove(liveId);
            return;
        }

        _writes[liveId] = new RoomWrite(liveId, value, IsNew: stands is null);
    }
}
