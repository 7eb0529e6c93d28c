using ToxMail.Core.Hosting;
using ToxMail.Web.Commands;

NativeHeap.KeepSmall();
return await ToxMailProgram.RunAsync(args, Console.In, Console.Out, Console.Error, CancellationToken.None);
