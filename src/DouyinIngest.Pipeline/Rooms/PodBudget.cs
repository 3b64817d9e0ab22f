namespace DouyinIngest.Pipeline.Rooms;

/// <summary>The in-flight budget of the whole process; rooms have theirs below it.</summary>
internal sealed class PodBudget(long limit)
{
    public InFlightBudget All { get; } = new(limit);

    public InFlightBudget OfRoom(long limit) => new(limit, All);
}
