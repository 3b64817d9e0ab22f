using System.Text.Json;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Pipeline.Overview;

/// <summary>The fleet as its two control topics tell it. Fed with their records, those of one partition in order. Knows no Kafka.</summary>
internal sealed class FleetView
{
    private const string OwnerKey = "_owner";

    private readonly Dictionary<int, ClaimRow> _claims = [];
    private readonly Dictionary<string, RoomTrack> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssignmentState> _assignments = new(StringComparer.Ordinal);

    private enum AssignmentState
    {
        Active,
        Paused,
        Refused,
    }

    /// <summary>The newest claim of each partition.</summary>
    public IReadOnlyDictionary<int, ClaimRow> Claims => _claims;

    /// <summary>Rooms with a checkpoint, by live id.</summary>
    public IReadOnlyDictionary<string, RoomTrack> Rooms => _rooms;

    /// <summary>Live ids that ought to run.</summary>
    public IEnumerable<string> Desired => _assignments.Where(pair => pair.Value == AssignmentState.Active).Select(pair => pair.Key);

    public bool IsDesired(string liveId) => _assignments.GetValueOrDefault(liveId, AssignmentState.Refused) == AssignmentState.Active;

    /// <summary>A record of the checkpoint topic. What cannot be read is passed over: the pods refuse it, too.</summary>
    public void AddCheckpoint(int partition, long offset, string key, byte[]? value)
    {
        try
        {
            if (string.Equals(key, OwnerKey, StringComparison.Ordinal))
            {
                Claim(partition, offset, value);
            }
            else if (!key.StartsWith('_'))
            {
                Place(partition, offset, key, value);
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Not ours to judge here.
        }
    }

    /// <summary>A record of the control topic.</summary>
    public void AddAssignment(string key, byte[]? value)
    {
        if (key.StartsWith('_'))
        {
            return;
        }

        if (value is null)
        {
            _assignments.Remove(key);
            return;
        }

        _assignments[key] = StateOf(value);
    }

    /// <param name="partitions">Of the checkpoint topic.</param>
    /// <param name="now">For ages and rates.</param>
    public FleetReport Report(int partitions, DateTimeOffset now)
    {
        var running = _rooms.Where(room => room.Value.Newest.IsRunning).ToList();
        var desired = Desired.ToList();
        var desiredRunning = desired.Count(id => _rooms.TryGetValue(id, out var room) && room.Newest.IsRunning);
        var ended = desired.Count(id => _rooms.TryGetValue(id, out var room) && room.Newest.Closed == RoomCheckpoint.Types.Closed.Ended);
        return new FleetReport
        {
            Instances = Instances(running.ConvertAll(room => room.Value), now),
            Partitions = partitions,
            Unowned = partitions - _claims.Count,
            Desired = desired.Count,
            Paused = _assignments.Values.Count(state => state == AssignmentState.Paused),
            Refused = _assignments.Values.Count(state => state == AssignmentState.Refused),
            Running = desiredRunning,
            Ended = ended,
            Waiting = desired.Count - desiredRunning - ended,
            Unassigned = running.Count(room => !_assignments.ContainsKey(room.Key)),
            Rate = running.Sum(room => room.Value.Rate(now)),
            Events = _rooms.Values.Sum(room => room.Newest.Events),
            Gaps = _rooms.Values.Sum(room => room.Newest.Gaps),
            CutCheckpoints = _rooms.Values.Count(room => room.Newest.CutIds > 0),
        };
    }

    private static AssignmentState StateOf(byte[] value)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return AssignmentState.Refused;
            }

            return json.RootElement.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.String && state.ValueEquals("paused"u8)
                ? AssignmentState.Paused
                : AssignmentState.Active;
        }
        catch (JsonException)
        {
            return AssignmentState.Refused;
        }
    }

    private void Claim(int partition, long offset, byte[]? value)
    {
        if (value is null)
        {
            _claims.Remove(partition);
            return;
        }

        var claim = OwnerClaim.Parser.ParseFrom(value);
        _claims[partition] = new ClaimRow(
            partition, offset, claim.Instance, claim.Pod, claim.ManagementAddress, DateTimeOffset.FromUnixTimeMilliseconds(claim.Time));
    }

    private void Place(int partition, long offset, string liveId, byte[]? value)
    {
        if (value is null)
        {
            _rooms.Remove(liveId);
            return;
        }

        var place = RoomMark.Of(RoomCheckpoint.Parser.ParseFrom(value), partition, offset);
        if (_rooms.TryGetValue(liveId, out var room))
        {
            room.Add(place);
        }
        else
        {
            _rooms.Add(liveId, new RoomTrack { Newest = place });
        }
    }

    private List<InstanceRow> Instances(List<RoomTrack> running, DateTimeOffset now)
    {
        var rooms = running.ToLookup(room => room.Newest.Instance, StringComparer.Ordinal);
        var claims = _claims.Values.ToLookup(claim => claim.Instance, StringComparer.Ordinal);
        return [.. rooms.Select(group => group.Key).Union(claims.Select(group => group.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(instance =>
            new InstanceRow(
                instance,
                claims[instance].OrderByDescending(claim => claim.Time).FirstOrDefault()?.Address ?? "",
                [.. claims[instance].Select(claim => claim.Partition).Order()],
                rooms[instance].Count(),
                rooms[instance].Sum(room => room.Rate(now)),
                rooms[instance].Any() ? rooms[instance].Max(room => now - room.Newest.Time) : null))];
    }
}
