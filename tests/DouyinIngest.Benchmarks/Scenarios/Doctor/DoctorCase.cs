using DouyinIngest.Cli.Commands;
using DouyinIngest.Webcast.Diagnosis;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Doctor;

/// <summary>One thing that keeps a room from being followed, and what the doctor must say of it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Fails">The step that must fail; null: none.</param>
/// <param name="Reason">As which class.</param>
/// <param name="Remedy">What the failing line must name as a way out.</param>
/// <param name="Ask">Spoils the ground and asks for a room.</param>
internal sealed record DoctorCase(string Name, RoomCheckStep? Fails, CloseReason? Reason, string Remedy, Func<DoctorGround, WatchSettings> Ask)
{
    /// <summary>What else is said somewhere.</summary>
    public string Says { get; init; } = "";

    public override string ToString() => Name;
}
