using DouyinIngest.Server;

return await IngestServer.RunAsync(args);
