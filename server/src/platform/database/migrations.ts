// Owns the order of migrations: a list, so that compiled code needs no search of folders.
// Leaves each change to its file.
import { CreateDirectory1795219200000 } from './migrations/1795219200000-CreateDirectory.js';
import { CreateTickets1795219200001 } from './migrations/1795219200001-CreateTickets.js';
import { CreateDeliveries1795219200002 } from './migrations/1795219200002-CreateDeliveries.js';
import { ProtectRecords1795219200003 } from './migrations/1795219200003-ProtectRecords.js';
import { CreateAttachments1795305600000 } from './migrations/1795305600000-CreateAttachments.js';
import { IndexWorklists1795305600010 } from './migrations/1795305600010-IndexWorklists.js';
import { IndexSearch1795305600011 } from './migrations/1795305600011-IndexSearch.js';
import { CreateRateLimit1795305600020 } from './migrations/1795305600020-CreateRateLimit.js';
import { BringInBaseData1795305600030 } from './migrations/1795305600030-BringInBaseData.js';
import { KeepFailedDeliveries1795305600040 } from './migrations/1795305600040-KeepFailedDeliveries.js';
import { AddTimers1795305600060 } from './migrations/1795305600060-AddTimers.js';
import { MarkSearch1795305600070 } from './migrations/1795305600070-MarkSearch.js';
import { DelayNotices1795305600400 } from './migrations/1795305600400-DelayNotices.js';
import { ReplaceLinks1795305600402 } from './migrations/1795305600402-ReplaceLinks.js';
import { AddAftercare1795305600404 } from './migrations/1795305600404-AddAftercare.js';
import { IndexAftercare1795305600405 } from './migrations/1795305600405-IndexAftercare.js';
import { AddCalendar1795305600520 } from './migrations/1795305600520-AddCalendar.js';
import { IndexCalendar1795305600521 } from './migrations/1795305600521-IndexCalendar.js';
import { RemindOfNotices1795305600522 } from './migrations/1795305600522-RemindOfNotices.js';
import { IndexSilence1795305600530 } from './migrations/1795305600530-IndexSilence.js';
import { RecordMeasures1795305600900 } from './migrations/1795305600900-RecordMeasures.js';
import { ValidateEventTypes1795305600901 } from './migrations/1795305600901-ValidateEventTypes.js';
import { IndexRunningLate1795305600902 } from './migrations/1795305600902-IndexRunningLate.js';
import { CreateCirculars1795305600903 } from './migrations/1795305600903-CreateCirculars.js';
import { KeepStops1795305600910 } from './migrations/1795305600910-KeepStops.js';
import { AddRequests1795305600911 } from './migrations/1795305600911-AddRequests.js';
import { IndexRequests1795305600912 } from './migrations/1795305600912-IndexRequests.js';
import { FreezeLateness1795305600913 } from './migrations/1795305600913-FreezeLateness.js';
import { IndexEverOverdue1795305600914 } from './migrations/1795305600914-IndexEverOverdue.js';
import { DropOverdueIndex1795305600915 } from './migrations/1795305600915-DropOverdueIndex.js';
import { IndexContests1795305600916 } from './migrations/1795305600916-IndexContests.js';
import { TellOfCirculars1795305601100 } from './migrations/1795305601100-TellOfCirculars.js';
import { MoveContests1795305601101 } from './migrations/1795305601101-MoveContests.js';
import { KeepFoldedWords1795305601200 } from './migrations/1795305601200-KeepFoldedWords.js';
import { CoverWays1795305601201 } from './migrations/1795305601201-CoverWays.js';
import { IndexLate1795305601310 } from './migrations/1795305601310-IndexLate.js';
import { DropRunningLate1795305601311 } from './migrations/1795305601311-DropRunningLate.js';
import { KeepRoundLimits1795305601312 } from './migrations/1795305601312-KeepRoundLimits.js';
import { BringInLinks1795305601313 } from './migrations/1795305601313-BringInLinks.js';

export const MIGRATIONS = [
  CreateDirectory1795219200000,
  CreateTickets1795219200001,
  CreateDeliveries1795219200002,
  ProtectRecords1795219200003,
  CreateAttachments1795305600000,
  IndexWorklists1795305600010,
  IndexSearch1795305600011,
  CreateRateLimit1795305600020,
  BringInBaseData1795305600030,
  KeepFailedDeliveries1795305600040,
  AddTimers1795305600060,
  MarkSearch1795305600070,
  DelayNotices1795305600400,
  ReplaceLinks1795305600402,
  AddAftercare1795305600404,
  IndexAftercare1795305600405,
  AddCalendar1795305600520,
  IndexCalendar1795305600521,
  RemindOfNotices1795305600522,
  IndexSilence1795305600530,
  RecordMeasures1795305600900,
  ValidateEventTypes1795305600901,
  IndexRunningLate1795305600902,
  CreateCirculars1795305600903,
  KeepStops1795305600910,
  AddRequests1795305600911,
  IndexRequests1795305600912,
  FreezeLateness1795305600913,
  IndexEverOverdue1795305600914,
  DropOverdueIndex1795305600915,
  IndexContests1795305600916,
  TellOfCirculars1795305601100,
  MoveContests1795305601101,
  KeepFoldedWords1795305601200,
  CoverWays1795305601201,
  IndexLate1795305601310,
  DropRunningLate1795305601311,
  KeepRoundLimits1795305601312,
  BringInLinks1795305601313,
];
