using System.CommandLine;
using DouyinIngest.Benchmarks.CrashPoints;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using Microsoft.Extensions.DependencyInjection;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>The service, composed with a point at which it dies; used by the chaos run. What is shipped has no such point.</summary>
internal static class CrashPodCommand
{
    public const string Name = "crash-pod";

    public static Command Create()
    {
        var point = new Option<CrashPoint>("--point") { Description = "Where it dies.", Required = true };
        var after = new Option<int>("--after") { Description = "The how-manieth time.", DefaultValueFactory = _ => 1 };
        var settings = new Argument<string[]>("settings") { Description = "Those of the service, behind '--'.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(Name, "The service with a crash point.") { point, after, settings };
        command.SetAction((arguments, cancellationToken) =>
        {
            var fuse = new CrashFuse(arguments.GetValue(point), arguments.GetValue(after));
            return IngestServer.RunAsync(
                arguments.GetValue(settings) ?? [],
                builder =>
                {
                    builder.Services.AddSingleton<IEventSink>(s => new CrashingSink(s.GetRequiredService<KafkaEventSink>(), fuse));
                    builder.Services.AddSingleton<IRoomListener>(s => new CrashingListener(s.GetRequiredService<RoomsMetrics>(), fuse));
                },
                stoppingToken: cancellationToken);
        });
        return command;
    }
}
