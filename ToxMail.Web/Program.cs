using ToxMail.Web.Commands;

return await ToxMailProgram.RunAsync(args, Console.In, Console.Out, Console.Error, CancellationToken.None);
