using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.RoomInfo;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>What settings of <see cref="IngestOptions"/> must not be together, and rooms that are none.</summary>
internal sealed class IngestRelationsValidator(IOptions<RoomInfoOptions> roomInfo) : IValidateOptions<IngestOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        RoomList.Read(options.Rooms, roomInfo.Value.UpstreamUrl, out var rooms);
        List<string> errors = [.. rooms];
        errors.AddRange(ShedPolicy.Refusals([.. options.Shed]));
        if (options.InFlightBytesPerRoom > options.InFlightBytes)
        {
            errors.Add("Ingest:InFlightBytesPerRoom must not exceed Ingest:InFlightBytes, the bound of all rooms together.");
        }

        if (options.ReconnectMinDelay > options.ReconnectMaxDelay)
        {
            errors.Add("Ingest:ReconnectMinDelay must not exceed Ingest:ReconnectMaxDelay.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
