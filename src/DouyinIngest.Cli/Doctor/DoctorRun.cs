using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Diagnosis;
using DouyinIngest.Webcast.Signing;
using Spectre.Console;

namespace DouyinIngest.Cli.Doctor;

/// <summary>Walks through a room's steps and prints each as soon as it is done.</summary>
internal static class DoctorRun
{
    public static async Task<int> RunAsync(DoctorSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var asked = settings.Room;
        var room = await RoomQuestion.AnswerAsync(asked, "doctor", terminal, cancellationToken);
        using var signer = new RoomSigner(asked.SignerUrl, terminal.Time);
        var options = WatchOptions.WithoutSecrets(asked, terminal.Time);
        options.CookieFile = asked.CookieFile;
        options.Signer = signer.Signer;
        var doctor = new LiveRoomDoctor(room, options)
        {
            RoomId = asked.RoomId,
            Wait = settings.Wait,
            Variables = DotEnv.Over(Environment.GetEnvironmentVariable, ".env"),
        };
        var checks = new List<RoomCheck>();
        await foreach (var check in doctor.CheckAsync(cancellationToken))
        {
            checks.Add(check);
            if (!asked.Json)
            {
                Print(check, terminal);
            }
        }

        await terminal.Out.WriteLineAsync(asked.Json ? DoctorJson.Line(room, checks) : DoctorText.LastLine(checks));
        return DoctorText.IsWell(checks) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Print(RoomCheck check, Terminal terminal)
    {
        if (terminal.IsInteractive)
        {
            terminal.Screen.MarkupLine($"[{DoctorText.Colour(check.Outcome)}]{Markup.Escape(DoctorText.Line(check))}[/]");
        }
        else
        {
            terminal.Out.WriteLine(DoctorText.Line(check));
        }
    }
}
