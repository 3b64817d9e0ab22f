using System.Globalization;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Simulator.World;
using DouyinIngest.Webcast.Recordings;

namespace DouyinIngest.Cli.Simulation;

/// <summary>A recording as a room of the simulated upstream, which knows nothing of files.</summary>
internal static class PlayedRecording
{
    /// <summary>All of it is kept in memory.</summary>
    private const long MostBytes = 512L << 20;

    /// <exception cref="RecordingException">It is no recording, or damaged.</exception>
    /// <exception cref="CliException">It is too large, or there is nothing in it.</exception>
    public static PlayedRoom Open(string file, double speed)
    {
        using var replay = RoomReplay.Open(file);
        if (new FileInfo(file).Length > MostBytes)
        {
            throw CliException.Failed($"{file} is larger than {MostBytes >> 20} MiB, which is what can be served from memory; record less, with --for or --max-mib.");
        }

        var all = replay.ReadFrames().ToList();
        if (all.Count == 0)
        {
            throw CliException.Failed($"{file}: no frame was recorded{(replay.TailWords.Length > 0 ? $" ({replay.TailWords})" : "")}.");
        }

        var info = replay.Info;
        var liveId = long.TryParse(info.LiveId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : info.RoomId;
        return new PlayedRoom(liveId, info.RoomId, all.ConvertAll(frame => (frame.ReceivedAt - all[0].ReceivedAt, frame.Bytes)), speed);
    }
}
