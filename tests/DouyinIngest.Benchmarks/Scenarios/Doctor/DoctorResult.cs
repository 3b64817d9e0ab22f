using System.Text.Json;

namespace DouyinIngest.Benchmarks.Scenarios.Doctor;

/// <summary>What the doctor said in one case.</summary>
/// <param name="Case">Which.</param>
/// <param name="ExitCode">Of the command.</param>
/// <param name="Text">As a person sees it.</param>
/// <param name="Json">As a program gets it.</param>
internal sealed record DoctorResult(DoctorCase Case, int ExitCode, string Text, string Json)
{
    /// <summary>What is not as the case wants it; empty when it is.</summary>
    public IReadOnlyList<string> Misses()
    {
        var misses = new List<string>();
        using var document = JsonDocument.Parse(Json);
        var steps = document.RootElement.GetProperty("steps").EnumerateArray().ToList();
        var failed = steps.Where(static s => Is(s, "outcome", "failed")).ToList();
        Want(ExitCode == (Case.Fails is null ? 0 : 1), $"exit code {ExitCode}");
        Want(steps.Count == Enum.GetValues<Webcast.Diagnosis.RoomCheckStep>().Length, $"{steps.Count} steps");
        Want(Text.Contains(Case.Says, StringComparison.Ordinal), $"'{Case.Says}' is not said");
        if (Case.Fails is not { } step)
        {
            Want(failed.Count == 0, "a step failed");
            return misses;
        }

        Want(failed.Count == 1, $"{failed.Count} steps failed in place of one");
        Want(failed.Exists(f => Is(f, "step", JsonNamingPolicy.CamelCase.ConvertName(step.ToString())) && Is(f, "reason", $"{Case.Reason}")), $"it is not {step} that failed as {Case.Reason}");
        Want(failed.Exists(f => f.GetProperty("remedy").GetString()!.Contains(Case.Remedy, StringComparison.Ordinal)), $"the remedy does not name '{Case.Remedy}'");
        return misses;

        void Want(bool met, string miss)
        {
            if (!met)
            {
                misses.Add($"{Case.Name}: {miss}");
            }
        }
    }

    private static bool Is(JsonElement step, string name, string value) => string.Equals(step.GetProperty(name).GetString(), value, StringComparison.Ordinal);
}
