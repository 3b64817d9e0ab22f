using Prometheus;

namespace DouyinIngest.Pipeline.Control;

/// <summary>The instruments of the control topic.</summary>
internal sealed class ControlMetrics
{
    private readonly Counter.Child _rooms;
    private readonly Counter.Child _removed;
    private readonly Counter.Child _credentials;
    private readonly Counter.Child _refused;
    private readonly Gauge _age;
    private readonly Gauge _desired;
    private readonly Gauge _admitted;
    private readonly Gauge _pending;
    private readonly Gauge _refusals;
    private readonly Gauge _places;
    private readonly Gauge _placesUsed;

    public ControlMetrics(CollectorRegistry registry)
    {
        MetricFactory metrics = Metrics.WithCustomRegistry(registry);
        Counter records = metrics.CreateCounter("douyin_control_records_total", "Records of the control topic that were read, by result. Refused: the room of such a record does not run; the log and the status topic say offset, reason and remedy.", "result");
        (_rooms, _removed, _credentials, _refused) = (records.WithLabels("room"), records.WithLabels("removed"), records.WithLabels("credentials"), records.WithLabels("refused"));
        _age = metrics.CreateGauge("douyin_control_table_age_seconds", "How long ago the table of rooms was known to be up to date. Above 10: no room is started here; above 90: rooms of limited credentials are closed. The broker, or the way to it, is down.");
        _desired = metrics.CreateGauge("douyin_rooms_desired", "Rooms on the control topic that are not paused, in the whole fleet.");
        _admitted = metrics.CreateGauge("douyin_rooms_admitted", "Rooms that have a place of their credential, in the whole fleet; every instance knows the same number.");
        _pending = metrics.CreateGauge("douyin_rooms_pending", "Rooms that wait for a place of their credential. Above zero: raise its limit, name another credential, or remove rooms.");
        _refusals = metrics.CreateGauge("douyin_control_refusals", "Records that stand refused on the control topic now. Above zero: correct or remove them, 'rooms list' names them.");
        _places = metrics.CreateGauge("douyin_quota_places", "Rooms that credentials with a limit may run, their reserves taken off; 0: no credential has a limit.");
        _placesUsed = metrics.CreateGauge("douyin_quota_places_used", "Rooms that have one of those places. Near douyin_quota_places: the next room waits.");
    }

    public void Read(ControlEntry entry) => (entry switch
    {
        RoomWanted => _rooms,
        EntryRemoved => _removed,
        CredentialsNamed => _credentials,
        _ => _refused,
    }).Inc();

    public void Table(ControlTable table)
    {
        _desired.Set(table.Plan.Admitted.Count + table.Plan.Pending.Count);
        _admitted.Set(table.Plan.Admitted.Count);
        _pending.Set(table.Plan.Pending.Count);
        _refusals.Set(table.Refusals.Count);
        var limited = table.Plan.Credentials.Values.Where(static use => use.Quota.Limit is not null).ToList();
        _places.Set(limited.Sum(static use => use.Quota.Places ?? 0));
        _placesUsed.Set(limited.Sum(static use => use.Admitted));
    }

    public void Age(TimeSpan age) => _age.Set(age.TotalSeconds);
}
