using System.CommandLine;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>ingest</c>: the service for a fixed list of rooms.</summary>
internal static class IngestCommand
{
    public static Command Build(CommandHandlers handlers)
    {
        var brokers = CommonOptions.Brokers("Kafka to write to; its topics are made with 'topics create'.");
        var rooms = new Option<string?>("--rooms") { Description = "Live URLs, live ids or short links, between commas.", HelpName = "URL,…" };
        var roomIds = CommonOptions.RoomIds("--room-ids", "Room ids that need no looking up, between commas.");
        var upstream = CommonOptions.Address("--upstream", "Another upstream than the real site, such as a simulator.", "http", "https");
        var socket = CommonOptions.Address("--socket-url", "Another socket address than the profile's.", "ws", "wss");
        var transport = CommonOptions.Transport("How the rooms are followed; hybrid without.", "hybrid", "websocket", "polling");
        var set = CommonOptions.Set();
        var command = new ExampleCommand(
            "ingest",
            "Follows a fixed list of rooms and puts their events on Kafka topics, until Ctrl-C.",
            "ingest --brokers localhost:9092 --rooms 123456789,987654321",
            "ingest --brokers localhost:9092 --rooms 123456789 --set Kafka:Client:compression.type=zstd")
        {
            brokers, rooms, roomIds, transport, upstream, socket, set,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new IngestSettings
            {
                Brokers = parsed.GetValue(brokers) ?? throw CliException.WrongUse(CommonOptions.BrokersMissing),
                Rooms = CommonOptions.List(parsed.GetValue(rooms)),
                RoomIds = parsed.GetValue(roomIds) ?? [],
                Transport = parsed.GetValue(transport),
                Upstream = parsed.GetValue(upstream),
                SocketUrl = parsed.GetValue(socket),
                More = CommonOptions.Pairs(parsed.GetValue(set)),
            };
            return settings.Rooms.Count + settings.RoomIds.Count > 0
                ? handlers.Ingest(settings, cancellationToken)
                : throw CliException.WrongUse("no rooms: name them with --rooms or --room-ids (setting Ingest:Rooms).");
        });
        return command;
    }
}
