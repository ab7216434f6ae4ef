@echo off
rem Chainrule's command line on Windows: builds what is missing or older than its sources, then runs
rem dev.chainrule.cli.Main. The POSIX sibling, nn, says why each step is there.
rem
rem   JAVA_HOME       the JDK, 17 or newer; without it, the java on the PATH
rem   NN_JAVA_OPTS    more options for java, e.g. -Xmx4g
rem   NN_MAVEN_ARGS   more arguments for the build, e.g. -Pcuda; after changing it, delete target\nn
rem
rem Unlike nn it has no lock, so let one build finish before starting another, and it runs the classes where Maven
rem put them, so a build replaces those of a running program; and it keeps no archive of them (docs/adr/0013), for java
rem archives only classes in jars.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
set "root=%root:~0,-1%"
set "state=%root%\target\nn"
if not exist "%state%\" mkdir "%state%" || exit /b 1
set "advice=Chainrule needs a JDK, version 17 or newer, https://adoptium.net: install one, or point JAVA_HOME at one."

rem --- java, and its version
if defined JAVA_HOME goto java_home
set "java="
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java goto java_found
>&2 echo nn: no java on the PATH, and JAVA_HOME is not set. %advice%
exit /b 1

:java_home
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto java_found
>&2 echo nn: JAVA_HOME is "%JAVA_HOME%", but it has no bin\java.exe. %advice%
exit /b 1

:java_found
set "version="
set "major=0"
"%java%" -version 2>"%state%\java-version"
for /f "usebackq tokens=2,3" %%a in ("%state%\java-version") do if "%%a"=="version" set "version=%%~b"
for /f "delims=.-+" %%m in ("%version%") do set "major=%%m"
if %major% geq 17 goto java_ok
>&2 echo nn: "%java%" is version %version%. %advice%
exit /b 1
:java_ok

rem --- is the last build newer than every pom and every source (folders too: deleting a file shows in its folder)?
if not exist "%state%\current" goto build
set "NN_ROOT=%root%"
powershell -NoProfile -Command ^
  "$root = $env:NN_ROOT;" ^
  "$built = (Get-Item -LiteralPath ($root + '\target\nn\current')).LastWriteTimeUtc;" ^
  "$sources = @(Get-Item -LiteralPath ($root + '\pom.xml'));" ^
  "foreach ($module in Get-ChildItem -LiteralPath $root -Directory) {" ^
  "  foreach ($path in '\pom.xml', '\src\main') {" ^
  "    if (Test-Path -LiteralPath ($module.FullName + $path)) {" ^
  "      $sources += @(Get-Item -LiteralPath ($module.FullName + $path));" ^
  "      $sources += @(Get-ChildItem -LiteralPath ($module.FullName + $path) -Recurse);" ^
  "    }" ^
  "  }" ^
  "};" ^
  "foreach ($source in $sources) { if ($source.LastWriteTimeUtc -gt $built) { exit 1 } };" ^
  "exit 0"
if not errorlevel 1 goto run

:build
if exist "%USERPROFILE%\.m2\repository\org\nd4j\nd4j-native\" goto build_again
>&2 echo Building Chainrule (first time: downloads about 220 MB, most of it ND4J; takes a minute or two) ...
goto build_start
:build_again
>&2 echo Building Chainrule ...
:build_start
if exist "%state%\current" del "%state%\current"
type nul >"%state%\start"
pushd "%root%"
call mvnw.cmd -B -ntp -pl nn-cli -am ^
  -Dmaven.test.skip=true -Dspotless.check.skip=true -Djacoco.skip=true ^
  -DincludeScope=runtime "-Dmdep.outputFile=%state%\dependencies" %NN_MAVEN_ARGS% ^
  test-compile dependency:build-classpath >"%state%\build.log" 2>&1 <nul
set "status=%errorlevel%"
popd
if %status%==0 goto built
>&2 findstr /v /b /c:"[INFO]" "%state%\build.log"
>&2 echo nn: the build failed. All of Maven's output: "%state%\build.log"
exit /b 1
:built
move /y "%state%\start" "%state%\current" >nul

rem --- the class path goes through the environment: on the command line it could be longer than Windows allows
:run
set "CLASSPATH="
for /f "usebackq delims=" %%c in ("%state%\dependencies") do set "CLASSPATH=%root%\nn-cli\target\classes;%%c"
set "jdk_args="
if %major% geq 24 set "jdk_args=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
rem What the arguments ask for, wherever they stand: the command (its first word), help, and the stepper's page.
set "word="
set "second="
set "help="
set "web="
:look
if "%~1"=="" goto looked
if "%~1"=="--" goto looked
set "argument=%~1"
shift
if "%argument%"=="-h" set "help=yes"
if "%argument%"=="--help" set "help=yes"
if "%argument%"=="--web" set "web=yes"
if "%argument:~0,1%"=="-" goto look
if not defined word (set "word=%argument%") else if not defined second set "second=%argument%"
goto look
:looked
rem What only prints or differentiates ends before the optimising compiler pays.
set "short=%help%"
if not defined word set "short=yes"
for %%w in (help diff summary) do if "%word%"=="%%w" set "short=yes"
if "%word% %second%"=="data list" set "short=yes"
if defined short set "jdk_args=%jdk_args% -XX:TieredStopAtLevel=1"
rem The page may stay open all day: with these the program gives back memory that it does not use.
if "%word%%web%"=="stepyes" set "jdk_args=%jdk_args% -XX:+UseSerialGC -Xmx400m -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=15 -Dorg.bytedeco.javacpp.maxbytes=64m"
"%java%" %jdk_args% -Dfile.encoding=UTF-8 %NN_JAVA_OPTS% dev.chainrule.cli.Main %*
exit /b %errorlevel%
